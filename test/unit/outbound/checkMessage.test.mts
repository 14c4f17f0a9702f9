import fc from 'fast-check';

import { InvalidInput, type Violation } from '../../../infobip/errors.ts';
import { checkMessage } from '../../../infobip/outbound/checkMessage.ts';
import type {
	Button,
	Content,
	MessageOptions,
	OutboundMessage,
	QuickReply,
	Recipient,
} from '../../../infobip/message/message.ts';
import { messageOf, pageMessageOf } from '../outboundMessage.mts';

function violationsOf(message: OutboundMessage): readonly Violation[] {
	try {
		checkMessage(message);
		return [];
	} catch (error) {
		if (error instanceof InvalidInput) return error.violations;
		throw error;
	}
}

const ofContent = (content: Content) => violationsOf(messageOf(content));
const ofOptions = (options: MessageOptions) =>
	violationsOf(messageOf({ type: 'text', text: 'Hi' }, options));
const ofButtons = (...buttons: Button[]) => ofContent({ type: 'buttons', text: 'Choose', buttons });

const postback = (title: string, payload = 'P'): Button => ({ type: 'postback', title, payload });
const link = (url: string): Button => ({ type: 'url', title: 'Open', url });
const urlOfLength = (length: number): string => 'https://example.com/'.padEnd(length, 'a');

const LIMITED: ReadonlyArray<
	readonly [string, number, Violation['field'], (text: string) => readonly Violation[]]
> = [
	['text', 2000, ['text'], (text) => ofContent({ type: 'text', text })],
	[
		'text above buttons',
		640,
		['text'],
		(text) => ofContent({ type: 'buttons', text, buttons: [postback('Yes')] }),
	],
	['title of a button', 20, ['buttons', 0, 'title'], (title) => ofButtons(postback(title))],
	[
		'payload of a button',
		1000,
		['buttons', 1, 'payload'],
		(payload) => ofButtons(postback('Yes'), postback('No', payload)),
	],
	['callback data', 4000, ['callbackData'], (callbackData) => ofOptions({ callbackData })],
];

describe.each(LIMITED)('%s: at most %i characters', (_, limit, field, check) => {
	it.each([
		['plain letters', 'a'],
		['letters outside ASCII', 'ž'],
		['emoji, two code units each', '😀'],
	])('counted in %s', (__, character) => {
		expect(check(character.repeat(limit - 1))).toEqual([]);
		expect(check(character.repeat(limit))).toEqual([]);
		const violations = check(character.repeat(limit + 1));
		expect(violations.map((violation) => violation.field)).toEqual([field]);
		expect(violations[0]?.problem).toContain(String(limit));
		expect(violations[0]?.problem).toContain(String(limit + 1));
	});

	it('counts mixed texts in code points', () => {
		const mixed = fc.array(fc.constantFrom('a', 'ž', '好', '😀', '🏽', '\u200d'), {
			minLength: limit - 5,
			maxLength: limit + 5,
			size: 'max',
		});
		fc.assert(
			fc.property(mixed, (characters) => {
				// Begins with a letter, so that the text is never blank.
				const text = `a${characters.slice(1).join('')}`;
				expect(check(text).length).toBe(characters.length > limit ? 1 : 0);
			}),
			{ numRuns: 20 },
		);
	});
});

describe('URLs', () => {
	it.each([
		['image', 1000],
		['video', 800],
		['audio', 800],
		['file', 800],
	] as const)('of %s: at most %i characters', (type, limit) => {
		expect(ofContent({ type, url: urlOfLength(limit - 1) })).toEqual([]);
		expect(ofContent({ type, url: urlOfLength(limit) })).toEqual([]);
		const violations = ofContent({ type, url: urlOfLength(limit + 1) });
		expect(violations.map(({ field }) => field)).toEqual([['url']]);
		expect(violations[0]?.problem).toContain(String(limit));
	});

	it.each(['example.com/a.png', '/a.png', 'ftp://example.com/a.png', 'a b', 'https://'])(
		'refuses %j, which is no URL',
		(url) => {
			for (const type of ['image', 'video', 'audio', 'file'] as const) {
				expect(ofContent({ type, url }).map(({ field }) => field)).toEqual([['url']]);
			}
			expect(ofButtons(link(url)).map(({ field }) => field)).toEqual([['buttons', 0, 'url']]);
		},
	);

	it('of a button may be http or https', () => {
		expect(ofButtons(link('http://example.com'), link('https://example.com'))).toEqual([]);
	});
});

describe('empty fields', () => {
	it.each(['', ' ', '\n\t'])('%j is empty', (blank) => {
		const fields = [
			ofContent({ type: 'text', text: blank }),
			ofContent({ type: 'image', url: blank }),
			ofContent({ type: 'buttons', text: blank, buttons: [postback('Yes')] }),
			ofButtons(postback(blank)),
			ofButtons(postback('Yes', blank)),
			ofButtons(link(blank)),
		].map((violations) => violations.map(({ field, problem }) => `${field.join('.')} ${problem}`));
		expect(fields).toEqual([
			['text is empty'],
			['url is empty'],
			['text is empty'],
			['buttons.0.title is empty'],
			['buttons.0.payload is empty'],
			['buttons.0.url is empty'],
		]);
	});
});

describe('buttons', () => {
	it.each([1, 2, 3])('takes %i', (count) => {
		expect(ofButtons(...Array.from({ length: count }, () => postback('Yes')))).toEqual([]);
	});

	it('refuses none', () => {
		expect(ofButtons().map(({ field }) => field)).toEqual([['buttons']]);
	});

	it.each([4, 10])('refuses %i and names the limit', (count) => {
		const violations = ofButtons(...Array.from({ length: count }, () => postback('Yes')));
		expect(violations.map(({ field }) => field)).toEqual([['buttons']]);
		expect(violations[0]?.problem).toContain('3');
	});
});

describe('recipient', () => {
	const to = (recipient: Recipient | undefined) =>
		violationsOf({ ...messageOf({ type: 'text', text: 'Hi' }), recipient }).map(
			({ field }) => field,
		);

	it('has to be there', () => {
		expect(to(undefined)).toEqual([['to']]);
	});

	it.each(['', '  '])('refuses the empty user key %j', (value) => {
		expect(to({ kind: 'userKey', value })).toEqual([['to']]);
	});

	it('may be missing where a custom body can name it', () => {
		const message = messageOf({ type: 'custom', body: { to: 'someone' } });
		expect(violationsOf({ ...message, recipient: undefined })).toEqual([]);
	});

	it.each(['38591234567', '+38591234567', '12345', '123456789012345'])(
		'takes the phone number %s',
		(value) => {
			expect(to({ kind: 'phoneNumber', value })).toEqual([]);
		},
	);

	it.each([
		'',
		'1234',
		'1234567890123456',
		'00 385 91',
		'091/234-567',
		'+',
		'call me',
		'3859123456x',
	])('refuses the phone number %j', (value) => {
		expect(to({ kind: 'phoneNumber', value })).toEqual([['to']]);
	});
});

describe('validity period', () => {
	it.each([
		[31, 'SECONDS', true],
		[30, 'SECONDS', false],
		[0, 'SECONDS', false],
		[-60, 'SECONDS', false],
		[NaN, 'SECONDS', false],
		[172_800, 'SECONDS', true],
		[172_801, 'SECONDS', false],
		[1, 'MINUTES', true],
		[2880, 'MINUTES', true],
		[2881, 'MINUTES', false],
		[1, 'HOURS', true],
		[48, 'HOURS', true],
		[49, 'HOURS', false],
		[Infinity, 'HOURS', false],
	] as const)('of %d %s is right: %s', (amount, unit, right) => {
		const violations = ofOptions({ validityPeriod: { amount, unit } });
		expect(violations.map(({ field }) => field)).toEqual(right ? [] : [['validityPeriod']]);
	});

	it('is a whole number, as Infobip has it', () => {
		const violations = ofOptions({ validityPeriod: { amount: 1.5, unit: 'HOURS' } });
		expect(violations.map(({ field }) => field)).toEqual([['validityPeriod']]);
	});
});

describe('from a Page', () => {
	const ofPage = (content: Content, quickReplies: readonly QuickReply[] = []) =>
		violationsOf({ ...pageMessageOf(content), quickReplies }).map(({ field }) => field.join('.'));
	const card = { title: 'Boots', buttons: [postback('Buy')] };
	const reply = { type: 'text', title: 'Red', payload: 'RED' } as const;

	it.each([
		[1, []],
		[10, []],
		[0, ['cards']],
		[11, ['cards']],
	])('a carousel of %i cards', (count, fields) => {
		const cards = Array.from({ length: count }, () => card);
		expect(ofPage({ type: 'carousel', cards })).toEqual(fields);
	});

	it.each(['title', 'subtitle'])('the %s of a card: at most 80 characters', (name) => {
		const withText = (text: string) =>
			ofPage({ type: 'carousel', cards: [{ ...card, [name]: text }] });
		expect(withText('😀'.repeat(79))).toEqual([]);
		expect(withText('😀'.repeat(80))).toEqual([]);
		expect(withText('😀'.repeat(81))).toEqual([`cards.0.${name}`]);
	});

	it('names the button of the card', () => {
		const cards = [card, { ...card, buttons: [postback('Buy'), postback('x'.repeat(21))] }];
		expect(ofPage({ type: 'carousel', cards })).toEqual(['cards.1.buttons.1.title']);
	});

	it.each([
		[0, []],
		[13, []],
		[14, ['quickReplies']],
	])('%i quick replies', (count, fields) => {
		const quickReplies = Array.from({ length: count }, () => reply);
		expect(ofPage({ type: 'text', text: 'Which colour?' }, quickReplies)).toEqual(fields);
	});

	it('a quick reply: at most 20 characters in the title, 1000 in the payload', () => {
		const text = { type: 'text', text: 'Which colour?' } as const;
		const right = { ...reply, title: '😀'.repeat(20), payload: 'x'.repeat(1000) };
		const wrong = { ...reply, title: '😀'.repeat(21), payload: 'x'.repeat(1001) };
		expect(ofPage(text, [right])).toEqual([]);
		expect(ofPage(text, [right, wrong])).toEqual([
			'quickReplies.1.title',
			'quickReplies.1.payload',
		]);
	});

	it.each([
		[90, 180, []],
		[-90, -180, []],
		[0, 0, []],
		[90.1, 0, ['latitude']],
		[0, -180.1, ['longitude']],
		[NaN, NaN, ['latitude', 'longitude']],
	])('a location at %d, %d', (latitude, longitude, fields) => {
		expect(ofPage({ type: 'location', latitude, longitude })).toEqual(fields);
	});
});

describe('what only a Page can send', () => {
	it.each<Content>([
		{ type: 'location', latitude: 45.8, longitude: 15.97 },
		{ type: 'carousel', cards: [{ title: 'Boots', buttons: [] }] },
		{ type: 'senderAction', action: 'TYPING_ON' },
		{
			type: 'buttons',
			text: 'Call us',
			buttons: [{ type: 'call', title: 'Call', phoneNumber: '+38591234567' }],
		},
	])('is refused from an application, before anything is sent: %j', (content) => {
		expect(ofContent(content).map(({ field }) => field)).toEqual([['sendFrom']]);
		expect(violationsOf(pageMessageOf(content))).toEqual([]);
	});
});

it('names everything that is wrong, in the order of the form', () => {
	const message = {
		...messageOf(
			{
				type: 'buttons',
				text: '',
				buttons: [postback('Yes'), postback('x'.repeat(21), ''), link('no url'), postback('')],
			},
			{ callbackData: 'x'.repeat(4001) },
		),
		recipient: undefined,
	};
	expect(violationsOf(message).map(({ field }) => field.join('.'))).toEqual([
		'to',
		'text',
		'buttons',
		'buttons.1.title',
		'buttons.1.payload',
		'buttons.2.url',
		'buttons.3.title',
		'callbackData',
	]);
});
