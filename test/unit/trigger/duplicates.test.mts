/** Which events count as having come before. */
import type { IHookFunctions } from 'n8n-workflow';

import type { Event } from '../../../infobip/event/event.ts';
import { parseEvent } from '../../../infobip/inbound/parseEvents.ts';
import type { JsonObject } from '../../../infobip/json.ts';
import {
	forgetReceipts,
	withoutDuplicates,
} from '../../../nodes/InfobipFacebookTrigger/duplicates.ts';
import { callContext, type Call } from '../callContext.mts';

const eventOf = (entry: JsonObject): Event => parseEvent(entry, { includeRaw: false });
const message = (members: JsonObject = {}): Event =>
	eventOf({ from: 'p', to: 'page', messageId: 'm', text: 'Hi', ...members });

/** A trigger of its own for each test: what is remembered is remembered in the process. */
let trigger: Call;
let number = 0;
beforeEach(() => {
	trigger = { workflowId: `w${number++}` };
});

/** A call that is answered; how many of its events are new. */
async function received(events: Event[], status = 200, call: Call = trigger): Promise<number> {
	const { context, end } = callContext(call);
	const fresh = await withoutDuplicates(context, events);
	await end(status);
	return fresh.length;
}

it('drops an event that came in a call before, and in the same one', async () => {
	expect(await received([message(), message(), message({ messageId: 'n' })])).toBe(2);
	expect(
		await received([message(), message({ messageId: 'n' }), message({ messageId: 'o' })]),
	).toBe(1);
});

it('gives the events that are new, in their order', async () => {
	await received([message({ messageId: 'b' })]);
	const { context, end } = callContext(trigger);
	const events = ['a', 'b', 'c', 'a'].map((messageId) => message({ messageId }));
	const fresh = await withoutDuplicates(context, events);
	await end(200);
	expect(fresh).toEqual([events[0], events[2]]);
});

it.each([500, 401, 0])('takes an event again after the status %i', async (status) => {
	expect(await received([message()], status)).toBe(1);
	expect(await received([message()])).toBe(1);
	expect(await received([message()])).toBe(0);
});

it('takes an event again if the connection broke before the answer had left', async () => {
	const { context, end } = callContext(trigger);
	await withoutDuplicates(context, [message()]);
	await end(200, false);
	expect(await received([message()])).toBe(1);
});

it.each([
	[200, 0],
	[500, 1],
])('waits for an earlier call that is under way: after %i it has %i', async (status, fresh) => {
	const first = callContext(trigger);
	await withoutDuplicates(first.context, [message()]);
	const second = received([message()]);
	await new Promise((resolve) => setImmediate(resolve));
	await first.end(status);
	expect(await second).toBe(fresh);
	expect(await received([message()])).toBe(0);
});

it('keeps what a later call has taken when an earlier one fails', async () => {
	const first = callContext(trigger);
	await withoutDuplicates(first.context, [message()]);
	const second = received([message()]);
	await first.end(500);
	expect(await second).toBe(1);
	expect(await received([message()])).toBe(0);
});

it.each<[string, Event, Event]>([
	...(['from', 'to', 'text', 'payload', 'url', 'latitude', 'longitude'] as const).map(
		(name): [string, Event, Event] => [name, message({ [name]: '1' }), message({ [name]: '2' })],
	),
	['the type', message({ type: 'TEXT' }), message({ type: 'IMAGE' })],
	['parts', message({ message: ['a', 'b'] }), message({ message: ['a\nb'] })],
	...['status', 'error', 'channel', 'to'].map((name): [string, Event, Event] => [
		`${name} of a report`,
		eventOf({ event: 'DELIVERY', messageId: 'm', [name]: '1' }),
		eventOf({ event: 'DELIVERY', messageId: 'm', [name]: '2' }),
	]),
	[
		'the name of a status',
		eventOf({ event: 'DELIVERY', messageId: 'm', status: { groupName: 'A', name: 'B' } }),
		eventOf({ event: 'DELIVERY', messageId: 'm', status: { groupName: 'A', name: 'C' } }),
	],
	[
		'who has seen it',
		eventOf({ event: 'SEEN', messageId: 'm', from: '1', to: 'p' }),
		eventOf({ event: 'SEEN', messageId: 'm', from: '2', to: 'p' }),
	],
	[
		'whose message was seen',
		eventOf({ event: 'SEEN', messageId: 'm', from: '1', to: 'p' }),
		eventOf({ event: 'SEEN', messageId: 'm', from: '1', to: 'q' }),
	],
	[
		'the kind',
		eventOf({ event: 'SEEN', messageId: 'm' }),
		eventOf({ event: 'DELIVERY', messageId: 'm' }),
	],
	[
		'what is not known',
		eventOf({ event: 'NEW', messageId: 'm', a: 1 }),
		eventOf({ event: 'NEW', messageId: 'm', a: 2 }),
	],
])('tells two events of one id apart by %s', async (_, one, other) => {
	expect(await received([one, other])).toBe(2);
	expect(await received([one, other])).toBe(0);
});

it('takes a repeat with another time for the same', async () => {
	expect(await received([message({ receivedAt: '2026-03-01T10:00:00Z' })])).toBe(1);
	expect(await received([message({ receivedAt: '2026-03-01T10:05:00Z' })])).toBe(0);
});

it.each<[string, Event]>([
	['a message without an id', message({ messageId: null })],
	['a consent', eventOf({ event: 'SUBSCRIBE', from: 'p' })],
])('never drops %s', async (_, event) => {
	expect(await received([event, event])).toBe(2);
	expect(await received([event])).toBe(1);
});

it.each<Call>([{ workflowId: 'another' }, { nodeId: 'another' }])(
	'is of one trigger, and %j is another',
	async (other) => {
		expect(await received([message()])).toBe(1);
		expect(await received([message()], 200, { ...trigger, ...other })).toBe(1);
		forgetReceipts(callContext({ ...trigger, ...other }).context as unknown as IHookFunctions);
		expect(await received([message()])).toBe(0);
		expect(await received([message()], 200, { ...trigger, ...other })).toBe(1);
		forgetReceipts(callContext({ ...trigger, ...other }).context as unknown as IHookFunctions);
	},
);

it('remembers the last twenty thousand, the one that came again among them', async () => {
	const events = (from: number, to: number) =>
		Array.from({ length: to - from }, (_, index) => message({ messageId: `m${from + index}` }));
	await received(events(0, 20_000));
	expect(await received(events(0, 1))).toBe(0);
	await received(events(20_000, 20_001));
	expect(await received(events(1, 2))).toBe(0);
	expect(await received(events(0, 1))).toBe(1);
});
