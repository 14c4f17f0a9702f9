/** One output item for each input item, in order, paired; a failing item never changes another. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { Account, picked } from './account.mts';
import { RunError, startEngine } from './engine.mts';
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
});

const run = async (parameters: INodeParameters, input: INodeExecutionData[], more = {}) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters,
		credentials: account.credentials(),
		input,
		...more,
	});

/** 20 people; the 7th has no user key. */
const people = Array.from({ length: 20 }, (_, index) => ({
	json: { key: index === 6 ? '' : `person-${index}`, name: `Ann ${index}` },
}));

const greeting: INodeParameters = {
	resource: 'message',
	operation: 'sendText',
	sendFrom: 'application',
	to: '={{ $json.key }}',
	text: '=Hello {{ $json.name }}',
};

const good = people.filter(({ json }) => json.key !== '');

it('takes from two expressions what each of them gives, however another one or another item ends', async () => {
	const input = [{ name: 'Ann' }, {}, { name: 7 }, { name: 'Bo' }].map((json, index) => ({
		json: { ...json, key: ` person-${index} ` },
	}));
	const twice = {
		...greeting,
		to: '={{ $json.key.trim() }}',
		text: '={{ $json.name.toUpperCase().repeat(2) }}',
	};
	const items = await run(twice, input, { continueOnFail: true });
	expect(items.map(({ json }) => json['to'] ?? json['error'])).toEqual([
		'person-0',
		"Item 2: 'Text' is empty",
		"Item 3: 'Text' is empty",
		'person-3',
	]);
	const sent = account.sandbox.requests().map(({ body }) => JSON.parse(body ?? '') as unknown);
	expect(sent).toMatchObject([
		{ to: 'person-0', text: 'ANNANN' },
		{ to: 'person-3', text: 'BOBO' },
	]);
});

describe('20 items, the 7th of them bad', () => {
	it('gives 20 items with Continue On Fail, the 7th a flat error, each paired with its own', async () => {
		const items = await run(greeting, people, { continueOnFail: true });
		expect(items).toHaveLength(20);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual(people.map((_, item) => ({ item })));
		expect(items[6]?.json).toEqual({
			error:
				"Item 7: 'To' is empty. Drag \"from\" from the trigger into 'To', or check the expression",
		});
		const others = items.filter((_, index) => index !== 6);
		expect(others.map(({ json }) => json['to'])).toEqual(good.map(({ json }) => json.key));
	});

	it('sends the 19 good ones once, in input order', async () => {
		await run(greeting, people, { continueOnFail: true });
		const sent = account.sandbox.requests().map(({ body }) => JSON.parse(body ?? '') as unknown);
		expect(sent).toMatchObject(
			good.map(({ json: { key, name } }) => ({ to: key, text: `Hello ${name}` })),
		);
	});

	it('names item 7 otherwise, and sends none of them', async () => {
		const error: unknown = await run(greeting, people).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(RunError);
		expect(error).toMatchObject({
			message:
				"Item 7: 'To' is empty. Drag \"from\" from the trigger into 'To', or check the expression",
			context: { itemIndex: 6 },
		});
		expect(account.calls()).toEqual([]);
	});

	it('routes the 7th alone to the error output', async () => {
		const [regular, failed] = await engine.runOutputs({
			node: 'infobipFacebook',
			parameters: greeting,
			credentials: account.credentials(),
			input: people,
			settings: { onError: 'continueErrorOutput' },
		});
		expect(regular).toHaveLength(19);
		expect(failed).toMatchObject([
			{ json: { error: expect.stringMatching(/'To' is empty/) as string } },
		]);
	});

	it('refused by Infobip reads the same as refused before sending', async () => {
		account.sandbox.addFaults({ path: '/single', skip: 6, times: 1, status: 403 });
		const all = people.map(({ json }, index) => ({ json: { ...json, key: `person-${index}` } }));
		const items = await run(greeting, all, { continueOnFail: true });
		expect(items).toHaveLength(20);
		expect(items[6]).toEqual({
			json: {
				error: expect.stringMatching(/^Item 7: Infobip refused to send.*403/) as string,
				description: expect.stringMatching(/right/) as string,
				httpCode: '403',
				to: 'person-6',
			},
			pairedItem: { item: 6 },
		});
		expect(account.calls()).toHaveLength(20);
	});
});

it('does not number the item where there is only one', async () => {
	await expect(run(greeting, [{ json: { key: '', name: '' } }])).rejects.toMatchObject({
		message: "'To' is empty. Drag \"from\" from the trigger into 'To', or check the expression",
	});
});

describe('fields that differ from item to item', () => {
	it('are read for each: kind of recipient, application and options', async () => {
		const other = account.sandbox.addApplication();
		const input = [
			{ json: { kind: 'userKey', to: 'person', key: account.applicationKey, note: 'one' } },
			{ json: { kind: 'phoneNumber', to: '38591234567', key: other, note: '' } },
		];
		await run(
			{
				...greeting,
				recipientType: '={{ $json.kind }}',
				to: '={{ $json.to }}',
				applicationKey: picked('={{ $json.key }}'),
				options: { callbackData: '={{ $json.note }}' },
			},
			input,
		);
		const sent = account.sandbox.requests().map(({ body }) => JSON.parse(body ?? '') as object);
		expect(sent).toMatchObject([
			{ from: account.applicationKey, to: 'person', callbackData: 'one' },
			{ from: other, to: { phoneNumber: '38591234567' } },
		]);
		expect(sent[1]).not.toHaveProperty('callbackData');
	});

	it('are read for each: how an action hands over', async () => {
		const [made] = await run({ resource: 'configuration', operation: 'create' }, [{ json: {} }]);
		account.sandbox.clearRequests();
		const items = await run(
			{
				resource: 'action',
				operation: 'create',
				configurationKey: picked(made?.json['key'] as string),
				actionType: '={{ $json.type }}',
				forwardUrl: '={{ $json.url }}',
			},
			[
				{ json: { type: 'HTTP_FORWARD', url: 'https://hooks.example.com/1' } },
				{ json: { type: 'PULL', url: '' } },
				{ json: { type: 'HTTP_FORWARD', url: 'https://hooks.example.com/3' } },
			],
		);
		expect(items.map(({ json }) => json['type'])).toEqual(['HTTP_FORWARD', 'PULL', 'HTTP_FORWARD']);
		expect(items.map(({ json }) => json['forwardUrl'])).toEqual([
			'https://hooks.example.com/1',
			undefined,
			'https://hooks.example.com/3',
		]);
	});

	it('are not Resource and Operation, which n8n takes as they are: nothing is guessed or sent', async () => {
		const parameters = { ...greeting, operation: '={{ $json.operation }}' };
		const input = [{ json: { operation: 'sendText', key: 'person' } }];
		await expect(run(parameters, input)).rejects.toMatchObject({
			message: 'There is no operation "{{ $json.operation }}" of a resource "message"',
			description: expect.stringMatching(/'Resource' and 'Operation'/) as string,
		});
		expect(account.calls()).toEqual([]);
	});
});

it('gives many items for one in a Get Many, each paired with the one that asked', async () => {
	account.sandbox.addApplication();
	const list = { resource: 'application', operation: 'getAll' };
	const items = await run(list, [{ json: {} }, { json: {} }]);
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 1, 1].map((item) => ({ item })));
});

it('runs once for all with Execute Once', async () => {
	await run(greeting, good, { settings: { executeOnce: true } });
	expect(account.calls()).toHaveLength(1);
});

describe('with Retry On Fail', () => {
	const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };

	it('what the first try has sent is not sent again', async () => {
		account.sandbox.addFaults({ path: '/single', skip: 2, times: 1, status: 403 });
		const items = await run(greeting, good.slice(0, 3), { settings });
		expect(items).toHaveLength(3);
		expect(account.sandbox.accepted()).toHaveLength(3);
		expect(account.calls()).toHaveLength(4);
	});

	it('what the first try may have sent is not sent again from an Application', async () => {
		account.sandbox.addFaults({ path: '/single', skip: 2, times: 1, status: 500 });
		await expect(run(greeting, good.slice(0, 3), { settings })).rejects.toThrow(/is unknown/);
		expect(account.sandbox.accepted()).toHaveLength(3);
		expect(account.calls()).toHaveLength(3);
	});
});
