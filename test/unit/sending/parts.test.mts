/** Items of several parts, pauses between them, and what an earlier try has sent. */
import {
	writtenBody,
	type InfobipAnswer,
	type InfobipRequest,
	type Transport,
} from '../../../infobip/call/client.ts';
import { ApiError, ConnectionError, OutcomeUnknown } from '../../../infobip/errors.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import type { SendingOptions } from '../../../infobip/sending/outcome.ts';
import { MessageRejected } from '../../../infobip/sending/MessageRejected.ts';
import type { Delivery } from '../../../infobip/sending/PendingMessage.ts';
import { toRequests, type Parts } from '../../../infobip/sending/requests.ts';
import { outcomesBefore, sendAll } from '../../../infobip/sending/sendAll.ts';
import type { SentMessage } from '../../../infobip/sending/sentMessage.ts';
import { fakePatience, sendingOptions } from './sendingOptions.mts';

type More = Partial<Pick<OutboundMessage, 'mayFail' | 'pauseBefore'>>;

const to = (person: string, text: string, more: More = {}): OutboundMessage => ({
	sender: { kind: 'page', id: '102030405060708' },
	recipient: { kind: 'userKey', value: person },
	content: { type: 'text', text },
	options: {},
	...more,
});

const fromApplication = (person: string, text: string): OutboundMessage => ({
	...to(person, text),
	sender: { kind: 'application', key: 'A1B2' },
});

const textsIn = (request: InfobipRequest): string[] => {
	const json = JSON.parse(writtenBody(request) || '{}') as {
		text?: string;
		messages?: Array<{ content: { text: string } }>;
	};
	return json.messages?.map(({ content }) => content.text) ?? [json.text ?? ''];
};

interface OnWire {
	readonly destinations: [{ to: string; messageId: string }];
	readonly content: { text: string };
}

/** Takes what it is sent, but rejects texts with "rejected" in them and refuses those with "odd". */
function infobip() {
	const requests: string[][] = [];
	const transport: Transport = async (request) => {
		const texts = textsIn(request);
		requests.push(texts);
		const odd = texts.flatMap((text, place) =>
			text.includes('odd') ? [{ property: `messages[${place}].text`, violation: 'is odd' }] : [],
		);
		if (odd.length > 0) return answer(400, { errorCode: 'E400', violations: odd });
		const { messages = [] } = JSON.parse(writtenBody(request) || '{}') as { messages?: OnWire[] };
		const results = messages.map(({ destinations: [{ to: person, messageId }], content }) => ({
			messageId,
			destination: person,
			status: { groupName: content.text.includes('rejected') ? 'REJECTED' : 'PENDING' },
		}));
		return answer(200, messages.length > 0 ? { messages: results } : { messageId: 'x' });
	};
	return { transport, requests };
}

const answer = (status: number, body: unknown): InfobipAnswer => ({
	status,
	headers: {},
	body: JSON.stringify(body),
});

const ids = { messageIdOf: (item: number, part: number) => `id-${item}-${part}` };
const onward = (more: Partial<SendingOptions> = {}) =>
	sendingOptions({ ...ids, stopOnFailure: false, ...more });

const requestsOf = (items: ReadonlyArray<Parts | undefined>, batchSize = 100) =>
	[...toRequests(items, onward({ batchSize }))].map(({ messages, pauseBefore }) => [
		pauseBefore,
		...messages.map(({ message, item, part, derivedId }) => {
			expect(derivedId).toBe(`id-${item}-${part}`);
			return message.content.type === 'text' ? message.content.text : '';
		}),
	]);

describe('the parts of an item', () => {
	it('arrive in one request, and are one message', async () => {
		const { transport, requests } = infobip();
		const outcomes = await sendAll(transport, [[to('p', 'a'), to('p', 'b')]], onward());
		expect(requests).toEqual([['a', 'b']]);
		expect(outcomes).toMatchObject([
			{ sent: [{ messageId: 'id-0-1', to: 'p', details: { messageIds: ['id-0-0', 'id-0-1'] } }] },
		]);
	});

	it('fail together, and say which of them was not sent', async () => {
		const { transport } = infobip();
		const items = [[to('p', 'a'), to('p', 'odd'), to('p', 'c')]];
		const outcomes = await sendAll(transport, items, onward({ batchSize: 1 }));
		expect(outcomes).toEqual([
			{
				error: expect.any(ApiError) as ApiError,
				messageId: 'id-0-1',
				to: 'p',
				parts: { failed: 1, sent: [0], unknown: [], count: 3 },
			},
		]);
	});

	it('after one that failed are not sent', async () => {
		const { transport, requests } = infobip();
		const items = [[to('p', 'odd'), to('p', 'b')], [to('q', 'c')]];
		const outcomes = await sendAll(transport, items, onward({ batchSize: 1, parallel: 1 }));
		expect(requests).toEqual([['odd'], ['c']]);
		expect(outcomes).toMatchObject([
			{ parts: { failed: 0, sent: [], unknown: [], count: 2 } },
			{ sent: [{}] },
		]);
	});

	it('that were rejected are not among those that were sent', async () => {
		const { transport } = infobip();
		const items = [[to('p', 'rejected'), to('p', 'b'), to('p', 'odd')]];
		const options = onward({ batchSize: 1, returnRejected: true });
		expect(await sendAll(transport, items, options)).toMatchObject([
			{ parts: { failed: 2, sent: [1], unknown: [], count: 3 } },
		]);
	});

	it('with several destinations were sent only if none was rejected', async () => {
		const { transport } = infobip();
		const person = { to: 'p' };
		const body = { content: { text: 'one is rejected' }, destinations: [person, { to: 'x' }] };
		const custom: OutboundMessage = { ...to('p', ''), content: { type: 'custom', body } };
		const accepting: Transport = async (request) => {
			const reply = await transport(request);
			if (!writtenBody(request).includes('"x"')) return reply;
			return answer(200, {
				messages: [
					{ messageId: 'id-0-0-1', status: { groupName: 'PENDING' } },
					{ messageId: 'id-0-0-2', status: { groupName: 'REJECTED' } },
				],
			});
		};
		const options = onward({ batchSize: 1, returnRejected: true });
		expect(await sendAll(accepting, [[custom, to('p', 'odd')]], options)).toMatchObject([
			{ parts: { failed: 1, sent: [], unknown: [], count: 2 } },
		]);
	});

	it('are not counted if there is one', async () => {
		const { transport } = infobip();
		const [outcome] = await sendAll(transport, [[to('p', 'odd')]], onward());
		expect(outcome).toMatchObject({ messageId: 'id-0-0', to: 'p' });
		expect(outcome).not.toHaveProperty('parts');
	});

	it('that may fail do not count, whether they fail or not', async () => {
		const { transport, requests } = infobip();
		const typing = (text: string) => to('p', text, { mayFail: true });
		const items = [
			[typing('odd'), to('p', 'a')],
			[typing('b'), to('p', 'c')],
			[typing('d'), to('p', 'odd')],
		];
		const outcomes = await sendAll(transport, items, onward({ batchSize: 1, parallel: 1 }));
		expect(requests.flat()).toEqual(['odd', 'a', 'b', 'c', 'd', 'odd']);
		expect(outcomes).toEqual([
			{
				sent: [
					expect.objectContaining({
						messageId: 'id-0-1',
						details: expect.not.objectContaining({ messageIds: [] }) as object,
					}),
				],
			},
			{ sent: [expect.objectContaining({ messageId: 'id-1-1' })] },
			{ error: expect.any(ApiError) as ApiError, messageId: 'id-2-1', to: 'p' },
		]);
	});

	it('that were not tried any more leave the item without an outcome', async () => {
		const { transport } = infobip();
		const items = [[to('p', 'odd')], [to('p', 'b')], undefined, []];
		const options = sendingOptions({ ...ids, batchSize: 1, parallel: 1 });
		const outcomes = await sendAll(transport, items, options);
		expect(outcomes[0]).toHaveProperty('error');
		expect(outcomes.slice(1)).toEqual([undefined, undefined, undefined]);
	});
});

describe('an item with one part sent when the sending ended', () => {
	it('says which part that was', async () => {
		const { transport, requests } = infobip();
		const items = [[to('q', 'odd')], [to('p', 'a'), to('p', 'b')]];
		const options = sendingOptions({ ...ids, batchSize: 1, parallel: 2 });
		const outcomes = await sendAll(transport, items, options);
		expect(requests).toEqual([['odd'], ['a']]);
		expect(outcomes).toEqual([
			expect.objectContaining({ to: 'q' }),
			{ partlySent: { sent: [0], unknown: [], count: 2 } },
		]);
	});
});

it('a custom body without a recipient may fail', async () => {
	const { transport } = infobip();
	const body = { content: { text: 'odd' }, destinations: [{ to: 'p' }] };
	const custom: OutboundMessage = {
		...to('p', ''),
		recipient: undefined,
		content: { type: 'custom', body },
	};
	const [outcome] = await sendAll(transport, [[custom]], onward());
	expect(outcome).toMatchObject({ messageId: 'id-0-0', to: undefined });
	expect(outcome).toHaveProperty('error');
});

describe('requests', () => {
	it('take neighbours up to the size of a batch', () => {
		const items = ['a', 'b', 'c'].map((text) => [to('p', text)]);
		expect(requestsOf([...items, undefined, [to('p', 'd')]], 2)).toEqual([
			[0, 'a', 'b'],
			[0, 'c', 'd'],
		]);
		expect(requestsOf([undefined])).toEqual([]);
	});

	it('take one message of an application, and keep the order around it', () => {
		const items = [[to('p', 'a')], [fromApplication('p', 'b')], [to('p', 'c')], [to('p', 'd')]];
		expect(requestsOf(items)).toEqual([
			[0, 'a'],
			[0, 'b'],
			[0, 'c', 'd'],
		]);
		expect(requestsOf([[fromApplication('p', 'a')], [fromApplication('p', 'b')]])).toEqual([
			[0, 'a'],
			[0, 'b'],
		]);
	});

	it('take what pauses as long together, behind what does not pause', () => {
		const pausing = (person: string) => [
			to(person, `${person}1`),
			to(person, `${person}2`, { pauseBefore: 500 }),
			to(person, `${person}3`),
			to(person, `${person}4`, { pauseBefore: 500 }),
		];
		expect(requestsOf([pausing('p'), pausing('q')])).toEqual([
			[0, 'p1', 'q1'],
			[500, 'p2', 'p3', 'q2', 'q3'],
			[500, 'p4', 'q4'],
		]);
	});

	it('close where somebody who waits for a pause gets another message', () => {
		const items = [
			[to('p', 'p1'), to('p', 'p2', { pauseBefore: 500 })],
			[to('q', 'q1')],
			[to('p', 'p3')],
			[to('q', 'q2')],
			[to('p', 'p4')],
		];
		expect(requestsOf(items)).toEqual([
			[0, 'p1', 'q1'],
			[500, 'p2'],
			[0, 'p3', 'q2', 'p4'],
		]);
	});

	it('close where one of several people who get a message waits for a pause', () => {
		const body = { content: { text: '' }, destinations: [{ to: 'x' }, { to: 'p' }] };
		const custom: OutboundMessage = {
			...to('', ''),
			recipient: undefined,
			content: { type: 'custom', body },
		};
		const items = [
			[to('p', 'p1'), to('p', 'p2', { pauseBefore: 500 })],
			[to('q', 'q1'), custom],
		];
		expect(requestsOf(items)).toEqual([
			[0, 'p1'],
			[500, 'p2'],
			[0, 'q1'],
			[0, ''],
		]);
	});

	it('close where somebody pauses for another time', () => {
		const items = [
			[to('p', 'p1'), to('p', 'p2', { pauseBefore: 500 })],
			[to('q', 'q1'), to('q', 'q2', { pauseBefore: 700 }), to('q', 'q3')],
			[to('r', 'r1'), to('r', 'r2', { pauseBefore: 700 })],
		];
		expect(requestsOf(items)).toEqual([
			[0, 'p1', 'q1'],
			[500, 'p2'],
			[0, 'r1'],
			[700, 'q2', 'q3', 'r2'],
		]);
	});

	it('of the Messages API have one message to each person', () => {
		const chain = (person: string, text: string): OutboundMessage => ({
			...to(person, text),
			options: {
				failover: [
					{ channel: 'SMS', sender: 'Shop', recipient: person, content: { type: 'same' } },
				],
			},
		});
		const [ana, ben] = ['385911234567', '385917654321'] as const;
		expect(requestsOf([[chain(ana, 'a')], [chain(ben, 'b')], [chain(ana, 'c')]])).toEqual([
			[0, 'a', 'b'],
			[0, 'c'],
		]);
		expect(requestsOf([[chain(ana, 'a')], [to('p', 'b')]])).toEqual([
			[0, 'a'],
			[0, 'b'],
		]);
	});

	it('wait for their pause before they are sent', async () => {
		const { transport, requests } = infobip();
		const retryPolicy = fakePatience(0);
		const items = [[to('p', 'a'), to('p', 'b', { pauseBefore: 500 })], [to('p', 'c')]];
		const outcomes = await sendAll(transport, items, onward({ retryPolicy, parallel: 1 }));
		expect(requests).toEqual([['a'], ['b'], ['c']]);
		expect(retryPolicy.pauses).toEqual([500]);
		expect(outcomes).toMatchObject([{ sent: [{}] }, { sent: [{}] }]);
	});
});

describe('what an earlier try has sent', () => {
	const sent: SentMessage = {
		messageId: 'id-0-0',
		to: 'p',
		status: 'PENDING',
		isRejected: false,
		isDuplicate: false,
		details: {},
	};
	const unknown: Delivery = {
		error: new OutcomeUnknown('send', new ConnectionError('send', 'https://x', 'reset'), 'send'),
	};
	const again = (delivery: Delivery, more: Partial<SendingOptions> = {}) =>
		onward({ earlier: new Map([['id-0-0', delivery]]), ...more });

	it('is not sent again', async () => {
		const { transport, requests } = infobip();
		const options = again({ sent: [sent] });
		const outcomes = await sendAll(transport, [[to('p', 'a')], [to('q', 'b')]], options);
		expect(requests).toEqual([['b']]);
		expect(outcomes).toMatchObject([{ sent: [sent] }, { sent: [{ messageId: 'id-1-0' }] }]);
	});

	it('or may have sent, is sent again if Infobip would know it', async () => {
		const { transport, requests } = infobip();
		await sendAll(transport, [[to('p', 'a')]], again(unknown));
		expect(requests).toEqual([['a']]);
	});

	it('or may have sent, and cannot be looked up, is sent again only on request', async () => {
		const items = [[fromApplication('p', 'a')]];
		const careful = infobip();
		expect(await sendAll(careful.transport, items, again(unknown))).toMatchObject([unknown]);
		expect(careful.requests).toEqual([]);
		const bold = infobip();
		await sendAll(bold.transport, items, again(unknown, { resendUnknown: true }));
		expect(bold.requests).toHaveLength(1);
	});

	it('is what a refusal of this try leaves it with', async () => {
		const { transport } = infobip();
		expect(await sendAll(transport, [[to('p', 'odd')]], again(unknown))).toMatchObject([unknown]);
	});

	it('counts as failed, so that the parts after it are not sent', async () => {
		const { transport, requests } = infobip();
		const items = [[fromApplication('p', 'a'), fromApplication('p', 'b')]];
		await sendAll(transport, items, again(unknown));
		expect(requests).toEqual([]);
	});

	it('counts where this one did not get to it', async () => {
		const { transport, requests } = infobip();
		const last = { ...sent, messageId: 'id-1-1' };
		const earlier = new Map<string, Delivery>([
			['id-1-0', { sent: [{ ...sent, messageId: 'id-1-0' }] }],
			['id-1-1', { sent: [last] }],
			['id-2-0', unknown],
			['id-3-1', { sent: [sent] }],
		]);
		const items = [
			[to('p', 'odd')],
			[to('p', 'a'), to('p', 'b')],
			[to('p', 'c')],
			[to('p', 'd'), to('p', 'e')],
			[to('p', 'f')],
			undefined,
		];
		const options = sendingOptions({ ...ids, earlier, batchSize: 1, parallel: 1 });
		const noted: string[] = [];
		const outcomes = await sendAll(transport, items, options, (id) => noted.push(id));
		expect(requests).toEqual([['odd']]);
		const known = [
			{ sent: [{ messageId: 'id-1-1', details: { messageIds: ['id-1-0', 'id-1-1'] } }] },
			{ ...unknown, messageId: 'id-2-0', to: 'p' },
			{ partlySent: { sent: [1], unknown: [], count: 2 } },
			undefined,
			undefined,
		];
		expect(outcomes).toMatchObject([{ messageId: 'id-0-0' }, ...known]);
		expect(noted).toEqual(['id-0-0', 'id-1-0', 'id-1-1', 'id-2-0', 'id-3-1']);
		expect(outcomesBefore(items, options)).toMatchObject([undefined, ...known]);
		expect(outcomesBefore(items, onward())).toEqual(items.map(() => undefined));
	});

	it('is noted, with what this one sends', async () => {
		const { transport } = infobip();
		const noted: Array<[string, Delivery]> = [];
		const items = [[to('p', 'a')], [to('q', 'b')], [to('r', 'rejected')]];
		await sendAll(transport, items, again({ sent: [sent] }), (id, one) => noted.push([id, one]));
		expect(noted).toEqual([
			['id-0-0', { sent: [sent] }],
			['id-1-0', { sent: [expect.objectContaining({ messageId: 'id-1-0' })] }],
			['id-2-0', { error: expect.any(MessageRejected) as unknown }],
		]);
	});

	it('need not be noted if everything was sent', async () => {
		const { transport } = infobip();
		const noted: string[] = [];
		const items = [[to('p', 'a')], [to('q', 'b')]];
		await sendAll(transport, items, again({ sent: [sent] }), (id) => noted.push(id));
		expect(noted).toEqual([]);
	});
});
