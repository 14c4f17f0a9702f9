/** JSON schemas of the bodies that `/_sandbox` takes; each mirrors the type named beside it. */

const text = { type: 'string', minLength: 1 };
const positive = { type: 'number', exclusiveMinimum: 0 };
const count = { type: 'integer', minimum: 0 };
const layout = { enum: ['nested', 'flat'] };
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
	after: { type: 'boolean' },
	delayMs: count,
	reset: { enum: ['before', 'after'] },
	hang: { enum: ['before', 'after'] },
	malformed: { type: 'boolean' },
	skip: count,
	times: count,
});

/** FaultRule or FaultRule[] */
export const faultsSchema = { anyOf: [{ type: 'array', items: faultRule }, faultRule] };

/** RateLimitRule */
export const rateLimitSchema = closed({ requestsPerSecond: positive, retryAfterSeconds: count }, [
	'requestsPerSecond',
]);

/** Partial<Settings> */
export const settingsSchema = closed({
	sendAnswer: { enum: ['flat', 'messages'] },
	listAnswer: { enum: ['envelope', 'array'] },
	actionKeyName: { enum: ['key', 'actionKey'] },
	layout,
});

export const clockSchema = closed({ secondsPerMinute: positive }, ['secondsPerMinute']);

/** MessagePlay; the content is checked by readReceivedContent, which knows the types. */
const messagePlay = {
	message: {},
	messageId: text,
	pairedMessageId: { type: ['string', 'null'] },
	overrides: anyObject,
};

/** CustomerPlay */
export const customerSchema = closed(
	{
		...messagePlay,
		applicationKey: text,
		layout,
		times: { type: 'integer', minimum: 1, maximum: 100 },
	},
	['applicationKey', 'message'],
);

/** BatchPlay */
export const batchSchema = closed(
	{
		applicationKey: text,
		messages: {
			type: 'array',
			minItems: 1,
			items: closed({ ...messagePlay, userKey: text }, ['userKey', 'message']),
		},
		order: { type: 'array', items: count },
		separately: { type: 'boolean' },
		layout,
	},
	['applicationKey', 'messages'],
);
