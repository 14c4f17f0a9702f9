/** Send Text with what people and language models write: long, in Markdown, at a natural pace. */
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';
import type { NodeRun } from './runNode.mts';

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

const to = '24060000000000001';
const senders = ['application', 'page'] as const;

/** 3,600 characters in paragraphs of 60: two messages. */
const LONG = Array.from({ length: 60 }, (_, n) =>
	`Line ${n}. ${'Word '.repeat(10)}`.slice(0, 58),
).join('\n\n');

const send = async (
	parameters: INodeParameters,
	{
		from = 'page',
		...more
	}: Partial<NodeRun> & { from?: (typeof senders)[number]; input?: INodeExecutionData[] } = {},
) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation: 'sendText', sendFrom: from, to, ...parameters },
		credentials: account.credentials(from === 'page' ? { pageId: DEMO_PAGE_ID } : {}),
		...more,
	});

const texts = (userKey = to) =>
	account.sandbox.conversation(userKey).map(({ message }) => (message as { text?: string }).text);

const withoutBlanks = (text: string) => text.replace(/\s/g, '');

describe.each(senders)('a text over the limit, from %s,', (from) => {
	it('is refused unless it is to be split', async () => {
		await expect(send({ text: LONG }, { from })).rejects.toThrow(
			/'Text' is 3598 characters long, and the limit is 2000/,
		);
		await expect(send({ text: LONG, options: { ifTooLong: 'refuse' } }, { from })).rejects.toThrow(
			/limit is 2000/,
		);
		expect(account.calls()).toEqual([]);
	});

	it('is split into messages that arrive in order, and is one item', async () => {
		const items = await send({ text: LONG, options: { ifTooLong: 'split' } }, { from });
		const parts = texts();
		expect(parts).toHaveLength(2);
		expect(withoutBlanks(parts.join(''))).toBe(withoutBlanks(LONG));
		const ids = account.sandbox.conversation(to).map(({ messageId }) => messageId);
		expect(items).toHaveLength(1);
		expect(items[0]).toMatchObject({
			json: { messageId: ids.at(-1), to, status: 'PENDING', messageIds: ids },
			pairedItem: { item: 0 },
		});
	});

	it('needs more messages than Max Parts: it is refused with its length', async () => {
		const text = 'Word. '.repeat(10_000);
		await expect(send({ text, options: { ifTooLong: 'split' } }, { from })).rejects.toThrow(
			/'Text' is 60000 characters long, and more than 10 messages of 2000 characters would be needed/,
		);
		await expect(
			send({ text: LONG, options: { ifTooLong: 'split', maxParts: 1 } }, { from }),
		).rejects.toThrow(/more than 1 message/);
		await expect(
			send({ text: LONG, options: { ifTooLong: 'split', maxParts: 0 } }, { from }),
		).rejects.toThrow(/'Max Parts' must be a whole number from 1/);
		expect(account.calls()).toEqual([]);
	});

	it('is split as far as Max Parts allows', async () => {
		const text = 'Word. '.repeat(10_000);
		await send({ text, options: { ifTooLong: 'split', maxParts: 40 } }, { from });
		expect(texts()).toHaveLength(31);
		expect(withoutBlanks(texts().join(''))).toBe(withoutBlanks(text));
	});
});

it('sends the parts of a Page in one request, the quick replies under the last', async () => {
	const quickReplies = { quickReply: [{ type: 'text', title: 'Yes', payload: 'YES' }] };
	await send({
		text: LONG,
		options: {
			quickReplies,
			ifTooLong: 'split',
			callbackData: 'crm-1',
			messageId: 'answer-1',
		},
	});
	expect(account.calls()).toEqual(['POST /messenger/1/messages']);
	const webhooks = { callbackData: 'crm-1' };
	expect(account.lastBody()).toMatchObject({
		messages: [
			{ destinations: [{ messageId: 'answer-1-1' }], webhooks },
			{
				destinations: [{ messageId: 'answer-1' }],
				webhooks,
				quickReplies: [{ title: 'Yes' }],
			},
		],
	});
	const { messages } = account.lastBody() as { messages: object[] };
	expect(messages[0]).not.toHaveProperty('quickReplies');
});

it('says of an item whose second part is refused that the first was sent', async () => {
	account.sandbox.addFaults({ path: '/facebook/1/single', status: 400, times: 1, skip: 1 });
	const [item] = await send(
		{ text: `${LONG}\n\n${LONG}`, options: { ifTooLong: 'split' } },
		{ from: 'application', continueOnFail: true },
	);
	expect(item?.json['error']).toMatch(/refused|400/);
	expect(item?.json['description']).toMatch(/part 2 of 4 of the message; part 1 was sent/);
	expect(texts()).toHaveLength(1);
});

describe('one of five parts', () => {
	const FIVE = Array.from({ length: 5 }, (_, n) => `Part ${n + 1}. ${'Word '.repeat(390)}`).join(
		'\n\n',
	);
	/** What the ledger has, in its order, by the numbers of the parts. */
	const accepted = () =>
		account.sandbox
			.accepted()
			.filter((one) => one.to === to)
			.map(({ content }) => Number((content as { text: string }).text.slice(5, 6)));
	const failed = async (
		from: (typeof senders)[number],
		options: INodeParameters = {},
	): Promise<{ error: string; description: string }> => {
		const [item] = await send(
			{ text: FIVE, options: { ifTooLong: 'split', retryFor: 0, ...options } },
			{ from, continueOnFail: true },
		);
		return item?.json as { error: string; description: string };
	};

	it.each([
		['before Infobip took it', { reset: 'before' }, [1, 2]],
		['when Infobip had taken it', { reset: 'after' }, [1, 2, 3]],
		['and the answer is 502', { status: 502 }, [1, 2, 3]],
	] as const)(
		'from an application, lost %s: it is unknown, and the next ones are not sent',
		async (_when, fault, ledger) => {
			account.sandbox.addFaults({ path: '/facebook/1/single', times: 1, skip: 2, ...fault });
			const { error, description } = await failed('application');
			expect(error).toMatch(/outcome .* is unknown/);
			expect(description).toMatch(
				/This is about part 3 of 5 of the message; parts 1, 2 were sent\. If you send the item again, the customer gets them twice\./,
			);
			expect(accepted()).toEqual(ledger);
		},
	);

	it('from a Page, lost when Infobip had taken it: it is found in the logs, and the next ones leave behind it', async () => {
		account.sandbox.addFaults({ path: '/messages$', times: 1, skip: 2, reset: 'after' });
		const [item] = await send({ text: FIVE, options: { ifTooLong: 'split', batchSize: 1 } });
		expect(item?.json).toMatchObject({ status: 'PENDING' });
		expect(item?.json['messageIds']).toHaveLength(5);
		expect(accepted()).toEqual([1, 2, 3, 4, 5]);
	});

	it('from a Page, lost and in no logs: it is unknown, and the next ones are not sent', async () => {
		account.sandbox.addFaults({ path: '/messages$', times: 1, skip: 2, reset: 'before' });
		const { error, description } = await failed('page', { batchSize: 1 });
		expect(error).toMatch(/outcome .* is unknown/);
		expect(description).toMatch(/part 3 of 5 of the message; parts 1, 2 were sent\. /);
		expect(accepted()).toEqual([1, 2]);
	});

	it('lost together with others of its request: the item names them all', async () => {
		account.sandbox.addFaults({ path: '/messages$', times: 1, skip: 1, reset: 'before' });
		const { description } = await failed('page', { batchSize: 2 });
		expect(description).toMatch(
			/part 3 of 5 of the message; parts 1, 2 were sent; whether part 4 arrived is unknown, too\. /,
		);
		expect(accepted()).toEqual([1, 2]);
	});

	it('lost with all of them: no part is said to be sent, and none to be missing', async () => {
		account.sandbox.addFaults({ path: '/messages$', times: 1, reset: 'before' });
		const { description } = await failed('page');
		expect(description).toMatch(
			/part 1 of 5 of the message; whether parts 2, 3, 4, 5 arrived is unknown, too\.$/,
		);
		expect(accepted()).toEqual([]);
	});

	it('rejected within the request: the item names those that were sent', async () => {
		account.sandbox.changeSettings({ duplicateIds: 'refuse' });
		await send({ to: '999', text: 'Hello', options: { messageId: 'answer-3' } });
		const { error, description } = await failed('page', { messageId: 'answer' });
		expect(error).toMatch(/'Message ID' "answer-3" was used before/);
		expect(description).toMatch(/part 3 of 5 of the message; parts 1, 2, 4, 5 were sent\. /);
		expect(accepted()).toEqual([1, 2, 4, 5]);
	});

	it('not sent because another item failed: its item counts as partly done', async () => {
		account.sandbox.addFaults(
			{ path: '/facebook/1/single', times: 1, skip: 1, status: 400, delayMs: 50 },
			{ path: '/facebook/1/single', times: 1, skip: 2, delayMs: 500 },
		);
		const input = [{ json: { to } }, { json: { to: '999' } }];
		const sending = send(
			{
				text: FIVE,
				to: '={{ $json.to }}',
				options: { ifTooLong: 'split', maxConcurrentRequests: 2 },
			},
			{ from: 'application', input },
		);
		await expect(sending).rejects.toMatchObject({
			description: expect.stringMatching(/Partly done: 1 \(item 1\)/) as string,
		});
		expect(accepted().length).toBeGreaterThan(0);
		expect(accepted().length).toBeLessThan(5);
	});
});

describe('Markdown', () => {
	const options = { textFormat: 'markdown' };

	it('arrives as text that reads well', async () => {
		await send({ text: '# Order\n\n**Paid**, see [shop](https://example.com).', options });
		expect(texts()).toEqual(['Order\n\nPaid, see shop: https://example.com.']);
	});

	it('is sent as it is without the option', async () => {
		await send({ text: '**Paid**' });
		expect(texts()).toEqual(['**Paid**']);
	});

	it('is above buttons, too', async () => {
		const buttons = { button: [{ type: 'postback', title: 'Yes', payload: 'YES' }] };
		await send({ operation: 'sendButtons', text: '**Paid?**', buttons, options });
		expect(account.lastBody()).toMatchObject({
			messages: [{ content: { payload: { text: 'Paid?' } } }],
		});
	});

	it.each(['**', '# ', '---', '```\n```', '[](#x)'])(
		'of marks only is refused as empty: %j',
		async (text) => {
			await expect(send({ text, options })).rejects.toThrow(/'Text' is empty/);
			expect(account.calls()).toEqual([]);
		},
	);

	it('is counted as it arrives, and keeps its code in one message', async () => {
		const code = Array.from({ length: 20 }, (_, n) => `  step(${n});\n`).join('\n');
		const text = `${'**Word** '.repeat(380)}\n\n\`\`\`js\n${code}\n\`\`\`\n\nDone.`;
		await send({ text, options: { ...options, ifTooLong: 'split' } });
		expect(texts()).toHaveLength(2);
		expect(texts()[1]).toBe(`${code.trimEnd()}\n\nDone.`);
	});

	it('that is nested without end is refused in a sentence', async () => {
		await expect(send({ text: '> '.repeat(20_000), options })).rejects.toThrow(
			/'Text' has Markdown that is nested too deeply/,
		);
	});
});

describe('Show Typing First', () => {
	const fixed = (seconds: unknown) => ({ showTyping: 'fixed', typingTime: seconds as number });
	const said = (userKey = to) =>
		account.sandbox.conversation(userKey).map(({ message, at }) => ({
			what:
				(message as { text?: string }).text ?? (message as { senderAction?: string }).senderAction,
			at: Date.parse(at),
		}));

	it('shows that somebody types, waits, and sends', async () => {
		const [item] = await send({ text: 'Hello', options: fixed(0.3) });
		const [typing, text, ...more] = said();
		expect([typing?.what, text?.what, more]).toEqual(['TYPING_ON', 'Hello', []]);
		expect(text!.at - typing!.at).toBeGreaterThanOrEqual(290);
		expect(item?.json['messageId']).toBe(account.sandbox.conversation(to)[1]?.messageId);
	});

	it('takes as long as typing would', async () => {
		await send({ text: 'x'.repeat(30), options: { showTyping: 'natural' } });
		const [typing, text] = said();
		expect(text!.at - typing!.at).toBeGreaterThanOrEqual(1990);
	});

	it('comes before each part', async () => {
		await send({ text: LONG, options: { ifTooLong: 'split', ...fixed(0.05) } });
		expect(said().map(({ what }) => what?.slice(0, 9))).toEqual([
			'TYPING_ON',
			'Line 0. W',
			'TYPING_ON',
			expect.stringMatching(/^Line/),
		]);
	});

	it('comes before a picture', async () => {
		const url = 'https://example.com/mug.png';
		await send({ operation: 'sendImage', url, options: fixed(0.05) });
		expect(account.sandbox.conversation(to)).toMatchObject([
			{ message: { type: 'SENDER_ACTION' } },
			{ message: { type: 'IMAGE', url } },
		]);
	});

	it('is for many customers at the same time', async () => {
		const input = Array.from({ length: 50 }, (_, n) => ({ json: { to: `2406${n}` } }));
		const before = performance.now();
		const items = await send(
			{ text: 'Hello', to: '={{ $json.to }}', options: fixed(0.5) },
			{ input },
		);
		expect(performance.now() - before).toBeLessThan(3000);
		expect(items).toHaveLength(50);
		for (const { json } of input) {
			const [typing, text] = said(json.to);
			expect([typing?.what, text?.what]).toEqual(['TYPING_ON', 'Hello']);
			expect(text!.at - typing!.at).toBeGreaterThanOrEqual(490);
		}
	});

	it('ends when the execution is cancelled: the message is not sent', async () => {
		const cancel = new AbortController();
		const before = performance.now();
		const sending = send({ text: 'Hello', options: fixed(20) }, { cancel: cancel.signal });
		setTimeout(() => {
			cancel.abort();
		}, 300);
		await sending.catch(() => undefined);
		expect(performance.now() - before).toBeLessThan(5000);
		expect(said().map(({ what }) => what)).toEqual(['TYPING_ON']);
	});

	it('does not keep a message back when the indicator is refused', async () => {
		account.sandbox.addFaults({ path: '/messenger/1/messages', status: 400, times: 1 });
		const [item] = await send({ text: 'Hello', options: fixed(0.05) });
		expect(item?.json).toMatchObject({ status: 'PENDING' });
		expect(texts()).toEqual(['Hello']);
	});

	it.each([
		[fixed(0), /'Show Typing For \(Seconds\)' must be/],
		[fixed(21), /'Show Typing For \(Seconds\)' must be a number up to 20/],
		[
			{ ...fixed(1), sendAt: '2099-01-01T00:00:00Z' },
			/'Show Typing First' cannot be combined with 'Send At'/,
		],
	])('with %j is refused', async (options, message) => {
		await expect(send({ text: 'Hello', options })).rejects.toThrow(message);
		expect(account.calls()).toEqual([]);
	});

	it('works only from a Page', async () => {
		await expect(
			send({ text: 'Hello', sendFrom: 'credential', options: fixed(1) }, { from: 'application' }),
		).rejects.toThrow(/'Show Typing First' works only from a Page/);
	});
});
