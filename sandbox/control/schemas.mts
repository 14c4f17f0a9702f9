import { CHANNELS } from '../messagesApi/channels.mts';
import { STEP_OUTCOMES } from '../messagesApi/run.mts';
import { DELIVERY_OUTCOMES } from '../messenger/delivery.mts';
import { ABSENT_METHODS, ANSWER_FORMS } from '../facebook/answerForms.mts';
import { DISTORTIONS, TRANSFERS } from '../platform/faults.mts';
import { PAGE_LAYOUTS } from '../messenger/receivedItem.mts';
import { TROUBLES } from '../world.mts';

/** JSON schemas of the bodies that `/_sandbox` takes; each mirrors the type named beside it. */

const text = { type: 'string', minLength: 1 };
const positive = { type: 'number', exclusiveMinimum: 0 };
const count = { type: 'integer', minimum: 0 };
const layout = { enum: ['nested', 'flat'] };
const boolean = { type: 'boolean' };
const pageLayout = { enum: PAGE_LAYOUTS };
const anyObject = { type: 'object' };

function closed(properties: Record<string, object>, required: string[] = []) {
	return { type: 'object', properties, required, additionalProperties: false };
}

/** FaultRule */
const faultRule = closed({
	method: text,
	path: text,
	status: { type: 'integer', minimum: 200, maximum: 599 },
	headers: { type: 'object', additionalProperties: { type: 'string' } },
	body: {},
	after: boolean,
	delayMs: count,
	reset: { enum: ['before', 'after'] },
	hang: { enum: ['before', 'after'] },
	malformed: boolean,
	distort: { enum: DISTORTIONS },
	transfer: { enum: TRANSFERS },
	dripMs: count,
	stall: boolean,
	skip: count,
	times: count,
});

/** FaultRule or FaultRule[] */
export const faultsSchema = { anyOf: [{ type: 'array', items: faultRule }, faultRule] };

/** RateLimitRule */
export const rateLimitSchema = closed({ requestsPerSecond: positive, retryAfterSeconds: count }, [
	'requestsPerSecond',
]);

/** SettingsChange */
export const settingsSchema = closed({
	sendAnswer: { enum: ['flat', 'messages'] },
	...Object.fromEntries(
		Object.entries(ANSWER_FORMS).map(([name, forms]) => [name, { enum: forms }]),
	),
	absent: { type: 'array', items: { enum: ABSENT_METHODS } },
	isActive: { type: ['boolean', 'null'] },
	actionKeyName: { enum: ['key', 'actionKey'] },
	layout,
	apis: closed({ facebook: boolean, messenger: boolean }),
	pageLayout,
	deliveryOutcome: { enum: DELIVERY_OUTCOMES },
	outsideWindow: { enum: ['accept', 'reject'] },
	unknownRecipients: { enum: ['accept', 'reject'] },
	trouble: { enum: TROUBLES },
	channelOutcomes: closed(
		Object.fromEntries(CHANNELS.map((channel) => [channel, { enum: STEP_OUTCOMES }])),
	),
	stepReportLayout: { enum: ['messagesApi', 'messenger'] },
	logsKnowMessagesApi: boolean,
	logDelaySeconds: { type: 'number', minimum: 0 },
	duplicateIds: { enum: ['accept', 'refuse'] },
});

export const clockSchema = closed({ secondsPerMinute: positive }, ['secondsPerMinute']);

/** MessagePlay; the content is checked by readReceivedContent, which knows the types. */
const messagePlay = {
	message: {},
	messageId: text,
	pairedMessageId: { type: ['string', 'null'] },
	minutesAgo: { type: 'number', minimum: 0 },
	overrides: anyObject,
};

/** Addressed; whether it makes sense is checked by findRecipient. */
const addressed = {
	applicationKey: text,
	pageId: text,
	layout: { enum: [...layout.enum, ...pageLayout.enum] },
};

/** CustomerPlay */
export const customerSchema = closed(
	{
		...messagePlay,
		...addressed,
		times: { type: 'integer', minimum: 1, maximum: 100 },
	},
	['message'],
);

/** BatchPlay */
export const batchSchema = closed(
	{
		...addressed,
		messages: {
			type: 'array',
			minItems: 1,
			items: closed({ ...messagePlay, userKey: text }, ['userKey', 'message']),
		},
		order: { type: 'array', items: count },
		separately: boolean,
	},
	['messages'],
);

/** NewPage */
export const pageSchema = closed({ id: text, name: text });

export const seenSchema = closed({ pageId: text }, ['pageId']);

/** ConsentPlay */
export const consentSchema = closed(
	{ pageId: text, event: { enum: ['SUBSCRIBE', 'UNSUBSCRIBE'] }, payload: text },
	['pageId', 'event'],
);
