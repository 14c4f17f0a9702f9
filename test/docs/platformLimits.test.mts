/**
 * docs/platform-limits.md and the code have the same limits: each message below is just within the
 * limit that the page states, or just beyond it.
 */
import { InvalidInput } from '../../infobip/errors.ts';
import type { Button, Card, Content, MessageOptions } from '../../infobip/message/message.ts';
import { checkMessage } from '../../infobip/outbound/checkMessage.ts';
import { readPage } from './pages.mts';

const page = readPage('docs/platform-limits.md').content;
const rows = page
	.split('\n')
	.filter((line) => line.startsWith('| ') && !line.startsWith('| --'))
	.map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);
/** Of the section on what the node refuses, by what they are about. */
const refused = rows
	.slice(
		0,
		rows.findIndex(([what]) => what === 'what'),
	)
	.filter(([what]) => !what!.startsWith('at most'))
	.flatMap(([what, limit]) => what!.split(', ').map((one) => [one, limit!] as const));

type Message = Omit<Parameters<typeof checkMessage>[0], 'sender' | 'recipient'>;

const HOST = 'https://example.com/';
const text = (length: number) => '😀'.repeat(length);
const url = (length: number) => HOST + 'x'.repeat(length - HOST.length);
const times = <T,>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
const of = (content: Content): Message => ({ content, options: {} });
const withOptions = (options: MessageOptions): Message => ({
	content: { type: 'text', text: 'Hello' },
	options,
});
const button: Button = { type: 'postback', title: 'Buy', payload: 'BUY' };
const ofButton = (changed: Partial<Button>) =>
	of({ type: 'buttons', text: 'Hello', buttons: [{ ...button, ...changed } as Button] });
const ofCard = (changed: Partial<Card>) =>
	of({ type: 'carousel', cards: [{ title: 'Mug', buttons: [], ...changed }] });
const ofQuickReply = (changed: { title?: string; payload?: string }): Message => ({
	...withOptions({}),
	quickReplies: [{ type: 'text', title: 'Yes', payload: 'YES', ...changed }],
});
const window = (minutes: number) =>
	withOptions({
		deliveryTimeWindow: {
			days: ['MONDAY'],
			from: { hour: 8, minute: 0 },
			to: { hour: 8 + Math.floor(minutes / 60), minute: minutes % 60 },
		},
	});

interface Edge {
	within: (limit: number) => Message;
	beyond: (limit: number) => Message;
}

/** For most limits the message beyond is that with one more. */
const upTo = (message: (size: number) => Message): Edge => ({
	within: message,
	beyond: (limit) => message(limit + 1),
});

const EDGES: Record<string, Edge> = {
	'Send At': upTo((days) =>
		// A minute less, for the check comes a little later than this.
		withOptions({ sendAt: new Date(Date.now() + days * 86_400_000 - 60_000).toISOString() }),
	),
	'Validity Period': upTo((amount) => withOptions({ validityPeriod: { amount, unit: 'HOURS' } })),
	'Validity Period of more than': {
		within: (limit) => withOptions({ validityPeriod: { amount: limit + 1, unit: 'SECONDS' } }),
		beyond: (amount) => withOptions({ validityPeriod: { amount, unit: 'SECONDS' } }),
	},
	'Delivery Time Window of at least': { within: window, beyond: (limit) => window(limit - 1) },
	'Text of a message': upTo((length) => of({ type: 'text', text: text(length) })),
	'Text above buttons': upTo((length) =>
		of({ type: 'buttons', text: text(length), buttons: [button] }),
	),
	'Buttons under a text': upTo((count) =>
		of({ type: 'buttons', text: 'Hello', buttons: times(count, button) }),
	),
	'Title of a button': upTo((length) => ofButton({ title: text(length) })),
	'Payload of a button': upTo((length) => ofButton({ payload: text(length) })),
	'Cards of a carousel': upTo((count) =>
		of({ type: 'carousel', cards: times(count, { title: 'Mug', buttons: [] }) }),
	),
	'Title of a card': upTo((length) => ofCard({ title: text(length) })),
	'Subtitle of a card': upTo((length) => ofCard({ subtitle: text(length) })),
	'Buttons on a card': upTo((count) => ofCard({ buttons: times(count, button) })),
	'Quick replies under a message': upTo((count) => ({
		...withOptions({}),
		quickReplies: times(count, { type: 'email' as const }),
	})),
	'Title of a quick reply': upTo((length) => ofQuickReply({ title: text(length) })),
	'Payload of a quick reply': upTo((length) => ofQuickReply({ payload: text(length) })),
	'Invitations of an opt-in carousel': upTo((count) =>
		of({ type: 'optInCarousel', cards: times(count, { title: 'News', payload: 'NEWS' }) }),
	),
	'Title of an invitation': upTo((length) =>
		of({ type: 'optIn', title: text(length), payload: 'NEWS' }),
	),
	'Payload of an invitation': upTo((length) => of({ type: 'optIn', payload: text(length) })),
	'URL of an image': upTo((length) => of({ type: 'image', url: url(length) })),
	'URL of a video': upTo((length) => of({ type: 'video', url: url(length) })),
	'URL of a sound': upTo((length) => of({ type: 'audio', url: url(length) })),
	'URL of a file': upTo((length) => of({ type: 'file', url: url(length) })),
	'URL behind a button': upTo((length) =>
		of({
			type: 'buttons',
			text: 'Hello',
			buttons: [{ type: 'url', title: 'Open', url: url(length) }],
		}),
	),
	'Picture or link of a card': upTo((length) => ofCard({ imageUrl: url(length) })),
	'Callback Data': upTo((length) => withOptions({ callbackData: text(length) })),
	'Message ID': upTo((length) => withOptions({ messageId: text(length) })),
	'Bulk ID': upTo((length) => withOptions({ bulkId: text(length) })),
	'Platform and campaign IDs': upTo((length) => withOptions({ entityId: text(length) })),
	'Delivery Report URL': upTo((length) => withOptions({ deliveryUrl: url(length) })),
	'Seen Report URL': upTo((length) => withOptions({ seenUrl: url(length) })),
};

function check(message: Message): void {
	checkMessage({
		sender: { kind: 'page', id: '102030405060708' },
		recipient: { kind: 'userKey', value: '24060000000000001' },
		...message,
	});
}

it('knows a message for every limit that the page calls refused', () => {
	expect(refused.map(([what]) => what).sort()).toEqual(Object.keys(EDGES).sort());
});

it.each(refused)('%s: the page states what the code holds to', (what, limit) => {
	const { within, beyond } = EDGES[what]!;
	expect(() => {
		check(within(numberOf(limit)));
	}).not.toThrow();
	expect(() => {
		check(beyond(numberOf(limit)));
	}).toThrow(InvalidInput);
});

it('names a source for every limit', () => {
	expect(rows.filter(([, , source]) => !source).map(([what]) => what)).toEqual([]);
});

/** The number that a limit begins with: "2,000" is 2000. */
function numberOf(limit: string): number {
	return Number.parseInt(limit.replaceAll(',', ''), 10);
}
