/**
 * The output previews (`__schema__`), found as n8n finds them and held against what the operations
 * really give. Every operation has one, no file is left over, and no member is missing in it.
 */
import { randomUUID } from 'node:crypto';
import './environment.mts';
import 'reflect-metadata';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';
import { resolveOutputSchemaPath } from 'n8n-core';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../infobip/json.ts';
import type { Question } from '../../infobip/conversation/question.ts';
import { parseProfile } from '../../infobip/meta/userProfile.ts';
import { parseEvent } from '../../infobip/inbound/parseEvents.ts';
import { parseReply } from '../../infobip/conversation/reply.ts';
import { readReply, withoutAnswer } from '../../infobip/conversation/question.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import type { PlayedContent } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const dist = join(import.meta.dirname, '..', '..', 'dist', 'nodes');
const folders = ['InfobipFacebook', 'InfobipFacebookTrigger'];
const customer = '24060000000000001';

/** A schema in which no object that names members may have others. */
function closed(schema: unknown): unknown {
	if (Array.isArray(schema)) return schema.map(closed);
	if (typeof schema !== 'object' || schema === null) return schema;
	const members = Object.entries(schema).map(([name, value]): [string, unknown] => [
		name,
		closed(value),
	]);
	const copy: Record<string, unknown> = Object.fromEntries(members);
	const isObject = copy['type'] === 'object' && 'properties' in copy;
	return isObject ? { ...copy, additionalProperties: false } : copy;
}

const ajv = new Ajv({ allErrors: true, strict: false });
const used = new Set<string>();

/**
 * Holds outputs against the preview that n8n would show, member by member.
 *
 * @param more outputs that are rare, made without n8n
 */
function holdAgainst(
	folder: string,
	place: { resource?: string; operation?: string },
	outputs: IDataObject[],
	more: IDataObject[] = [],
): void {
	const path = resolveOutputSchemaPath({
		nodeDir: join(dist, folder),
		version: 1,
		versionFallback: true,
		...place,
	});
	expect(path).toBeDefined();
	used.add(path!);
	const schema = JSON.parse(readFileSync(path!, 'utf8')) as {
		type: string;
		properties: Record<string, unknown>;
		version: number;
	};
	// What the editor asks of it before it shows it.
	expect(schema).toMatchObject({ type: 'object', version: 1 });
	expect(Object.keys(schema.properties)).not.toEqual([]);
	const validate = ajv.compile(closed(schema) as object);
	expect(outputs).not.toEqual([]);
	for (const output of [...outputs, ...more]) {
		validate(output);
		expect(validate.errors ?? []).toEqual([]);
	}
	const seen = new Set([...outputs, ...more].flatMap((output) => Object.keys(output)));
	expect([...seen].toSorted()).toEqual(Object.keys(schema.properties).toSorted());
}

/** Events with every member that one can have. */
const platform = { applicationId: 'shop', entityId: 'zagreb' };
const common = {
	sender: customer,
	destination: '1',
	receivedAt: '2026-03-01T10:00:00Z',
	seenAt: '2026-03-01T10:00:00Z',
	messageId: 'm',
	callbackData: 'c',
	campaignReferenceId: 'spring',
	platform,
};
const fullEntries: JsonObject[] = [
	{
		...common,
		event: 'MO',
		channel: 'INSTAGRAM_DM',
		metadata: { correlationData: 'c' },
		pairedMessageId: 'p',
		mid: 'facebook',
		replyTo: { mid: 'r' },
		content: [
			{ type: 'TEXT', text: 'Hi', keyword: 'HI' },
			{ type: 'IMAGE', url: 'https://example.com/a', stickerId: '1' },
			{ type: 'BUTTON_REPLY', text: 'Buy', payload: 'BUY' },
		],
	},
	{
		...common,
		event: 'DELIVERY',
		channel: 'MESSENGER',
		status: { groupName: 'REJECTED', action: 'Wait' },
	},
	{ ...common, event: 'SEEN', channel: 'MESSENGER' },
	{ from: customer, sender: '1', event: 'SUBSCRIBE', channelData: { subscriptionTitle: 'News' } },
];
const [fullMessage, fullReport, fullSeen, fullConsent] = fullEntries.map(
	(entry): IDataObject => ({
		...parseEvent(entry, { includeRaw: true }),
	}),
);

const run = async (parameters: INodeParameters): Promise<IDataObject[]> => {
	const items = await engine.run({
		node: 'infobipFacebook',
		parameters,
		credentials: account.credentials(
			Object.values(parameters).includes('page') ? { pageId: DEMO_PAGE_ID } : {},
		),
	});
	return items.map(({ json }) => json);
};

const made = async (resource: string, parameters: INodeParameters = {}): Promise<string> => {
	const [output] = await run({ resource, operation: 'create', ...parameters });
	return output?.['key'] as string;
};

const url = 'https://example.com/mug.png';
const postback = { type: 'postback', title: 'Buy', payload: 'BUY' };

/** What each Message operation needs; those that both APIs know are sent through both. */
const messages: Record<string, { parameters: INodeParameters; pageOnly?: true }> = {
	sendText: { parameters: { text: 'Hello' } },
	sendImage: { parameters: { url } },
	sendVideo: { parameters: { url } },
	sendAudio: { parameters: { url } },
	sendFile: { parameters: { url } },
	sendLocation: { parameters: { latitude: 1, longitude: 2 }, pageOnly: true },
	sendButtons: { parameters: { text: 'Choose', buttons: { button: [postback] } } },
	sendCarousel: { parameters: { cards: { card: [{ title: 'Mug' }] } }, pageOnly: true },
	sendTypingOrSeen: { parameters: {}, pageOnly: true },
	sendOptIn: { parameters: { payload: 'NEWS' }, pageOnly: true },
	sendOptInCarousel: {
		parameters: { optInCards: { card: [{ title: 'News', payload: 'NEWS' }] } },
		pageOnly: true,
	},
	sendCustomJson: {
		parameters: { body: '{"type":"TEXT","text":"Hello","content":{"type":"TEXT","text":"Hello"}}' },
	},
};

/** What the workflow gets when the reply has come; n8n stores the wait between, which e2e plays. */
function outputsOfProfiles(): IDataObject[] {
	const profile = { first_name: 'Ana', last_name: 'Example', profile_pic: 'https://example.com/p' };
	const refusal = { error: { code: 2018218, message: 'No profile available for this user.' } };
	return [profile, refusal].map((answer) => {
		const body = JSON.stringify(answer);
		const parsed = parseProfile(customer, { status: 200, headers: {}, body });
		if (parsed === undefined || !('profile' in parsed)) throw new Error('Not a profile');
		return parsed.profile;
	});
}

function outputsOfReplies(): IDataObject[] {
	const reply = parseReply({
		type: 'text',
		text: 'No, too small',
		from: customer,
		to: DEMO_PAGE_ID,
	});
	const choices = [
		{ title: 'Yes', value: 'approve' },
		{ title: 'No', value: 'decline' },
	];
	const questions: Question[] = [
		{ type: 'approval', choices, asksReason: true },
		{ type: 'choice', choices },
		{ type: 'typed', accepts: 'text' },
	];
	const today = { timeZone: 'UTC', now: new Date() };
	return questions.flatMap((question) => {
		const verdict = readReply(question, reply, { tapped: undefined, step: 'reason', today });
		const answers = [withoutAnswer(question, reply)];
		if (verdict !== 'misfit' && 'answer' in verdict) answers.push(verdict.answer);
		return answers.map((answer) => ({
			data: { ...answer, askedBy: 'Ask', respondedAt: '2026-11-26T10:00:00Z' },
		}));
	});
}

async function outputsOfSending(operation: string): Promise<IDataObject[]> {
	const { parameters, pageOnly } = messages[operation]!;
	const all = { resource: 'message', operation, to: customer, ...parameters };
	const fromPage =
		operation === 'sendCustomJson'
			? { ...all, body: '{"content":{"type":"TEXT","text":"Hello"}}' }
			: all;
	const outputs = await run({ ...fromPage, sendFrom: 'page' });
	if (pageOnly) return outputs;
	for (const sendAnswer of ['flat', 'messages'] as const) {
		account.sandbox.changeSettings({ sendAnswer });
		outputs.push(...(await run({ ...all, sendFrom: 'application' })));
	}
	return outputs;
}

const received: PlayedContent[] = [
	{ type: 'TEXT', text: 'Hello' },
	{ type: 'IMAGE', url },
	{ type: 'LOCATION', latitude: 45.81, longitude: 15.98 },
	{ type: 'POSTBACK', title: 'Buy', payload: 'BUY' },
	{ type: 'UNKNOWN', raw: {} },
];

const deliver = async (): Promise<void> => {
	const options = { callbackData: 'crm-4711', campaignReferenceId: 'spring', bulkId: 'bulk-1' };
	for (const [operation, { parameters }] of Object.entries(messages)) {
		if (operation === 'sendCustomJson' || operation === 'sendTypingOrSeen') continue;
		const message = { resource: 'message', operation, to: customer, ...parameters };
		await run({ ...message, sendFrom: 'page', options });
	}
	const count = Object.keys(messages).length - 2;
	await waitUntil('the reports wait', () => account.sandbox.state().waitingReports === count);
};

type Outputs = () => Promise<IDataObject[]>;

const moreOutputs: Record<string, IDataObject[]> = {
	'deliveryReport/getAll': [fullReport!],
	'receivedMessage/getAll': [fullMessage!],
};

const operations: Record<string, Outputs> = {
	'message/sendAndWait': async () => Promise.resolve(outputsOfReplies()),
	'message/getCustomerProfile': async () => Promise.resolve(outputsOfProfiles()),
	'application/create': async () => run({ resource: 'application', operation: 'create' }),
	'application/get': async () =>
		run({
			resource: 'application',
			operation: 'get',
			applicationKey: picked(account.applicationKey),
		}),
	'application/getAll': async () => run({ resource: 'application', operation: 'getAll' }),
	'application/update': async () =>
		run({
			resource: 'application',
			operation: 'update',
			applicationKey: picked(account.applicationKey),
		}),
	'application/delete': async () =>
		run({
			resource: 'application',
			operation: 'delete',
			applicationKey: picked(account.applicationKey),
		}),
	'configuration/create': async () => run({ resource: 'configuration', operation: 'create' }),
	'configuration/get': async () =>
		run({
			resource: 'configuration',
			operation: 'get',
			configurationKey: picked(await made('configuration')),
		}),
	'configuration/getAll': async () => {
		await made('configuration');
		return await run({ resource: 'configuration', operation: 'getAll' });
	},
	'configuration/delete': async () =>
		run({
			resource: 'configuration',
			operation: 'delete',
			configurationKey: picked(await made('configuration')),
		}),
	'action/create': async () => {
		const { configurationKey } = await withActions();
		const action = { resource: 'action', operation: 'create', configurationKey };
		return [
			...(await run({
				...action,
				forwardUrl: 'https://crm.example.com/hook',
				options: { callbackData: 'crm' },
			})),
			...(await run({ ...action, actionType: 'PULL' })),
		];
	},
	'action/get': async () => {
		const { configurationKey, actionKey } = await withActions();
		return await run({ resource: 'action', operation: 'get', configurationKey, actionKey });
	},
	'action/getAll': async () => {
		const { configurationKey } = await withActions();
		return await run({ resource: 'action', operation: 'getAll', configurationKey });
	},
	'action/delete': async () => {
		const { configurationKey, actionKey } = await withActions();
		return await run({ resource: 'action', operation: 'delete', configurationKey, actionKey });
	},
	...Object.fromEntries(
		Object.keys(messages).map((operation): [string, Outputs] => [
			`message/${operation}`,
			async () => outputsOfSending(operation),
		]),
	),
	'deliveryReport/getAll': async () => {
		await deliver();
		return await run({ resource: 'deliveryReport', operation: 'getAll', readFrom: 'page' });
	},
	'receivedMessage/getAll': async () => {
		const played = received.map((message) => ({ userKey: customer, message }));
		const { applicationKey } = account;
		account.sandbox.customersWrite({ applicationKey, messages: played });
		account.sandbox.customersWrite({ pageId: DEMO_PAGE_ID, messages: played });
		const all = { resource: 'receivedMessage', operation: 'getAll' };
		return [...(await run(all)), ...(await run({ ...all, readFrom: 'page' }))];
	},
	'log/getAll': async () => {
		await deliver();
		return await run({ resource: 'log', operation: 'getAll' });
	},
	'setup/check': async () => [
		...(await run({ resource: 'setup', operation: 'check' })),
		...(await run({ resource: 'setup', operation: 'check', checkWhat: 'page' })),
	],
	'setup/validateMessage': async () => {
		const step = { channel: 'SMS', sender: 'MugShop', recipient: '385911234567', content: 'same' };
		const buttons = { button: [{ type: 'postback', title: 'Yes', payload: 'YES' }] };
		const message = { messageType: 'sendButtons', to: '24060000000000001', text: 'Well?', buttons };
		const failover = { step: [step] };
		const validate = async (options: INodeParameters): Promise<IDataObject[]> =>
			await run({
				resource: 'setup',
				operation: 'validateMessage',
				sendFrom: 'page',
				...message,
				options: { failover, ...options },
			});
		return [...(await validate({})), ...(await validate({ adaptToChannel: false }))];
	},
	'setup/cleanUp': async () => {
		const left = `${engine.url}/webhook/${randomUUID()}/webhook?secret=${'0'.repeat(64)}`;
		const configurationKey = picked(await made('configuration'));
		await run({ resource: 'action', operation: 'create', configurationKey, forwardUrl: left });
		await made('configuration');
		return await run({ resource: 'setup', operation: 'cleanUp', emptyConfigurations: true });
	},
};

async function withActions() {
	const configurationKey = picked(await made('configuration'));
	const forwardUrl = 'https://crm.example.com/hook';
	const options = { callbackData: 'crm' };
	const actionKey = picked(await made('action', { configurationKey, forwardUrl, options }));
	return { configurationKey, actionKey };
}

const hello = {
	resource: 'message',
	operation: 'sendText',
	sendFrom: 'page',
	to: customer,
	text: 'Hello',
};

describe('the preview of', () => {
	it.each(Object.keys(operations))('%s has every member of every output', async (name) => {
		const [resource = '', operation = ''] = name.split('/');
		const outputs = await operations[name]!();
		holdAgainst('InfobipFacebook', { resource, operation }, outputs, moreOutputs[name]);
	});

	it('the trigger has every member of every event', async () => {
		const triggerOn = ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'];
		const credentials = account.credentials({ pageId: DEMO_PAGE_ID });
		const page = engine.trigger({ parameters: { receiveThrough: 'page', triggerOn }, credentials });
		const forward = engine.trigger({ parameters: {}, credentials });
		await page.publish();
		await forward.publish();
		const events = async (): Promise<IDataObject[]> => {
			const executions = [...(await page.executions()), ...(await forward.executions())];
			return executions.flatMap(({ items }) => items.map(({ json }) => json));
		};
		const eventually = async (count: number): Promise<void> => {
			await waitUntil(`${count} events came`, async () => (await events()).length === count);
		};
		const { applicationKey } = account;
		for (const message of received) {
			account.sandbox.customerWrites(customer, { pageId: DEMO_PAGE_ID, message });
			account.sandbox.customerWrites(customer, { applicationKey, message });
		}
		await eventually(10);
		await run({ ...hello, options: { campaignReferenceId: 'spring' } });
		await eventually(11);
		account.sandbox.customerSees(customer, DEMO_PAGE_ID);
		await eventually(12);
		for (const event of ['SUBSCRIBE', 'UNSUBSCRIBE'] as const) {
			account.sandbox.customerConsents(customer, { pageId: DEMO_PAGE_ID, event, payload: 'NEWS' });
		}
		await eventually(14);
		const outputs = await events();
		expect(new Set(outputs.map(({ event }) => event))).toEqual(new Set(triggerOn));
		holdAgainst('InfobipFacebookTrigger', {}, outputs, [
			{ ...fullMessage!, expired: true, attachmentError: 'Its address answered 404' },
			fullReport!,
			fullSeen!,
			fullConsent!,
		]);
	});
});

describe('together', () => {
	it('the operations above are those that the node has', () => {
		const { properties } = engine.loaded.getByNameAndVersion(
			engine.loaded.typeOf('infobipFacebook'),
		).description;
		const names = properties
			.filter(({ name }) => name === 'operation')
			.flatMap(({ displayOptions, options = [] }) => {
				const resources = (displayOptions?.show?.['resource'] ?? []) as string[];
				const values = options.flatMap((option) => ('value' in option ? [option.value] : []));
				return resources.flatMap((resource) =>
					values.map((value) => `${resource}/${String(value)}`),
				);
			});
		expect(names.toSorted()).toEqual(Object.keys(operations).toSorted());
	});

	it('every file is used', () => {
		const files = folders.flatMap((folder) => {
			const schemas = join(dist, folder, '__schema__');
			return readdirSync(schemas, { recursive: true, encoding: 'utf8' })
				.filter((name) => name.endsWith('.json'))
				.map((name) => join(schemas, name));
		});
		expect(files.toSorted()).toEqual([...used].toSorted());
	});
});
