import fc from 'fast-check';

import type { Question } from '../../../infobip/conversation/question.ts';
import { checkQuestion, readReply, withoutAnswer } from '../../../infobip/conversation/question.ts';
import { mayBeTyped, parseReply } from '../../../infobip/conversation/reply.ts';
import type { Reply } from '../../../infobip/conversation/reply.ts';
import type { ReceivedMessage } from '../../../infobip/event/event.ts';
import { parseEvents } from '../../../infobip/inbound/parseEvents.ts';
import { REPLY_KINDS, readValue } from '../../../infobip/conversation/replyKinds.ts';
import type { ReplyKind } from '../../../infobip/conversation/replyKinds.ts';
import type { JsonValue } from '../../../infobip/json.ts';
import { rejectionOf } from '../rejection.mts';

/** A Thursday. */
const today = { timeZone: 'Europe/Zagreb', now: new Date('2026-11-26T10:00:00Z') };

function reply(members: Partial<Reply>): Reply {
	return {
		type: 'text',
		text: null,
		payload: null,
		url: null,
		latitude: null,
		longitude: null,
		messageId: 'm_1',
		from: '24060000000000001',
		to: '102030405060708',
		...members,
	};
}

function valueOf(kind: ReplyKind, text: string) {
	return readValue(kind, reply({ text }), today);
}

describe('a typed reply', () => {
	it.each([
		['12', 12],
		['about 12 pieces', 12],
		['-3.5', -3.5],
		['3,5', 3.5],
		['1,234', 1234],
		['1.234', 1.234],
		['1,234.50', 1234.5],
		['1.234,50', 1234.5],
		['1 234 567', 1234567],
		["1'000", 1000],
		['1.234.567', 1234567],
		['€ 19.99', 19.99],
		['٤٢', 42],
		['12.', 12],
		['two', undefined],
		['12 or 13', undefined],
		['1.2.3', undefined],
		['', undefined],
	])('as a number: %j is %j', (text, value) => {
		expect(valueOf('number', text)).toBe(value);
	});

	it.each([
		['jane@example.com', 'jane@example.com'],
		['It is jane.doe+shop@mail.example.com.', 'jane.doe+shop@mail.example.com'],
		['mailto:jane@example.com', 'jane@example.com'],
		['<jane@example.com>', 'jane@example.com'],
		['jane at example.com', undefined],
		['jane@example', undefined],
		['jane@example.com or joe@example.com', undefined],
	])('as an e-mail address: %j is %j', (text, value) => {
		expect(valueOf('email', text)).toBe(value);
	});

	it.each([
		['+38591234567', '+38591234567'],
		['00385 91 234 567', '+38591234567'],
		['(091) 234-5678', '0912345678'],
		['call me at 091/234-567 please', '091234567'],
		['+1 (555) 010-0199', '+15550100199'],
		['Why do you ask? Is it 12?', undefined],
		['2026-11-26', undefined],
		['26.11.2026', undefined],
		['123456', undefined],
		['1234567890123456', undefined],
		['+38591234567 or +38591234568', undefined],
	])('as a phone number: %j is %j', (text, value) => {
		expect(valueOf('phone', text)).toBe(value);
	});

	it.each([
		['2026-12-24', '2026-12-24'],
		['24.12.2026', '2026-12-24'],
		['24. 12. 2026.', '2026-12-24'],
		['24/12/26', '2026-12-24'],
		['12/24/2026', '2026-12-24'],
		['3/4/2027', '2027-04-03'],
		['24.12.', '2026-12-24'],
		['1.2.', '2027-02-01'],
		['24 December', '2026-12-24'],
		['Dec 24th, 2026', '2026-12-24'],
		['24. prosinca', '2026-12-24'],
		['24. Dezember', '2026-12-24'],
		['3 février', '2027-02-03'],
		['today', '2026-11-26'],
		['tomorrow please', '2026-11-27'],
		['day after tomorrow', '2026-11-28'],
		['morgen', '2026-11-27'],
		['sutra', '2026-11-27'],
		['Friday', '2026-11-27'],
		['on Thursday', '2026-12-03'],
		['petak', '2026-11-27'],
		['tomorrow at 3 pm', '2026-11-27T15:00'],
		['2026-12-24 09:30', '2026-12-24T09:30'],
		['2026-12-24T09:30:00Z', '2026-12-24T09:30'],
		['12:30 on 24.12.', '2026-12-24T12:30'],
		['12 am 24.12.2026', '2026-12-24T00:00'],
		['31.02.2026', undefined],
		['29 February 2027', undefined],
		['soon', undefined],
		['15:30', undefined],
		['maybe', undefined],
	])('as a date: %j is %j', (text, value) => {
		expect(valueOf('date', text)).toBe(value);
	});

	it('counts "today" in the time zone of the workflow', () => {
		const late = { timeZone: 'Pacific/Auckland', now: new Date('2026-11-26T23:00:00Z') };
		expect(readValue('date', reply({ text: 'today' }), late)).toBe('2026-11-27');
	});

	it('as a location, an attachment, any', () => {
		const place = { latitude: 45.81, longitude: 15.98 };
		expect(readValue('location', reply({ type: 'location', ...place }), today)).toEqual(place);
		expect(valueOf('location', '45.81, 15.98')).toEqual(place);
		expect(valueOf('location', 'Zagreb')).toBeUndefined();
		const url = 'https://example.com/a.jpg';
		expect(readValue('attachment', reply({ type: 'image', url }), today)).toBe(url);
		expect(readValue('attachment', reply({ type: 'link', url }), today)).toBeUndefined();
		expect(readValue('any', reply({ type: 'image', url }), today)).toBe(url);
		expect(readValue('text', reply({ type: 'image', url }), today)).toBeUndefined();
		expect(valueOf('text', ' Hello ')).toBe('Hello');
		expect(readValue('any', reply({ type: 'unknown' }), today)).toBe('');
	});

	it('takes the phone number that a customer shares by its quick reply', () => {
		const shared = reply({ type: 'quickReply', text: '+385 91 234 567', payload: '+38591234567' });
		expect(readValue('phone', shared, today)).toBe('+38591234567');
	});

	it('is never taken for what it is not, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.constantFrom(...REPLY_KINDS), (text, kind) => {
				const value = valueOf(kind, text);
				if (value === undefined) return;
				if (kind === 'number') expect(Number.isFinite(value)).toBe(true);
				if (kind === 'phone') expect(value).toMatch(/^\+?\d{7,15}$/);
				if (kind === 'date') expect(value).toMatch(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/);
			}),
			{ numRuns: 1000 },
		);
	});

	it.each(
		fc
			.sample(
				fc.date({ min: new Date('1900-01-02'), max: new Date('2199-12-30'), noInvalidDate: true }),
				20,
			)
			.map((date) => [date.toISOString().slice(0, 10)]),
	)('reads %s in every usual form', (iso) => {
		const [year, month, day] = iso.split('-');
		expect(valueOf('date', iso)).toBe(iso);
		expect(valueOf('date', `${day}.${month}.${year}`)).toBe(iso);
		const written = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
		expect(valueOf('date', written.format(new Date(iso)))).toBe(iso);
	});
});

const choice: Question = {
	type: 'choice',
	choices: [
		{ title: 'Yes', value: 'Y' },
		{ title: 'Não', value: 'N' },
		{ title: '👍', value: 'UP' },
		{ title: '10:00', value: 'TEN' },
	],
};
const approval: Question = {
	type: 'approval',
	choices: [
		{ title: 'Approve', value: 'approve' },
		{ title: 'Decline', value: 'decline' },
	],
	asksReason: true,
};

function verdict(question: Question, text: string, tapped?: string, step: number | 'reason' = 0) {
	return readReply(question, reply({ text }), { tapped, step, today });
}

describe('a reply to a choice', () => {
	it.each([
		['yes', 'Y'],
		[' YES! ', 'Y'],
		['y', 'Y'],
		['nao', 'N'],
		['👍', 'UP'],
		['10.00', 'TEN'],
	])('typed as %j is its value', (text, value) => {
		expect(verdict(choice, text)).toMatchObject({ answer: { choice: value, valid: true } });
	});

	it.each(['maybe', '10', '👎', 'yes and no', ''])('typed as %j does not fit', (text) => {
		expect(verdict(choice, text)).toBe('misfit');
	});

	it('by a tap is what was signed, whatever the message says', () => {
		expect(verdict(choice, 'Yes', 'N')).toMatchObject({ answer: { choice: 'N' } });
	});

	it('is not chosen by a text that two buttons share', () => {
		const twice: Question = {
			type: 'choice',
			choices: [
				{ title: 'Yes', value: '1' },
				{ title: 'yes!', value: '2' },
			],
		};
		expect(verdict(twice, 'yes')).toBe('misfit');
	});
});

describe('an approval', () => {
	it('approves and declines, tapped and typed', () => {
		expect(verdict(approval, 'Approve', 'approve')).toMatchObject({ answer: { approved: true } });
		expect(verdict(approval, 'approve')).toMatchObject({ answer: { approved: true } });
		expect(verdict({ ...approval, asksReason: false }, 'decline')).toMatchObject({
			answer: { approved: false },
		});
		expect(verdict(approval, 'hm')).toBe('misfit');
	});

	it('asks for the reason once, and takes whatever is typed for it', () => {
		expect(verdict(approval, 'Decline', 'decline')).toEqual({ asks: 'reason' });
		expect(verdict(approval, 'Too expensive', undefined, 'reason')).toMatchObject({
			answer: { approved: false, reason: 'Too expensive' },
		});
		expect(verdict(approval, 'Approve', 'approve', 'reason')).toMatchObject({
			answer: { approved: true },
		});
	});

	it('that nobody answered fittingly is no approval', () => {
		expect(withoutAnswer(approval, reply({ text: 'hm' }))).toMatchObject({
			approved: false,
			valid: false,
			text: 'hm',
		});
	});
});

describe('checkQuestion', () => {
	it.each<[string, Question, 'page' | 'application', unknown]>([
		['no choice', { type: 'choice', choices: [] }, 'page', ['choices']],
		[
			'four buttons',
			{ type: 'choice', choices: Array(4).fill({ title: 'a', value: 'a' }) },
			'application',
			['choices'],
		],
		[
			'a long title',
			{ type: 'choice', choices: [{ title: 'x'.repeat(21), value: 'a' }] },
			'page',
			['choices', 0, 'title'],
		],
		[
			'a long value',
			{ type: 'choice', choices: [{ title: 'x', value: 'a'.repeat(501) }] },
			'page',
			['choices', 0, 'value'],
		],
		['a typed reply', { type: 'typed', accepts: 'text' }, 'application', ['responseType']],
	])('refuses %s', async (_, question, sender, field) => {
		const refused = rejectionOf(
			(async () => {
				await Promise.resolve();
				checkQuestion(question, sender);
			})(),
		);
		expect(await refused).toMatchObject({ violations: [{ field }] });
	});

	it('takes thirteen choices from a Page', () => {
		const choices = Array.from({ length: 13 }, (_, index) => ({
			title: `${index}`,
			value: `${index}`,
		}));
		expect(() => {
			checkQuestion({ type: 'choice', choices }, 'page');
		}).not.toThrow();
	});
});

describe('parseReply', () => {
	it('reads a reply after its way through HTTP, and believes nothing', () => {
		const sent = reply({ type: 'location', latitude: 1, longitude: 2 });
		expect(parseReply(JSON.parse(JSON.stringify(sent)) as JsonValue)).toEqual(sent);
		expect(parseReply('nonsense')).toMatchObject({ type: 'unknown', from: '', text: null });
	});
});

describe('mayBeTyped', () => {
	it.each([
		['text', undefined, true],
		['image', undefined, true],
		['quickReply', '+385 91 234-567', true],
		['quickReply', 'jane.doe+x@example.com', true],
		['postback', '+38591234567', true],
		['postback', 'MENU', false],
		['quickReply', 'http://127.0.0.1:38123/17', false],
		['quickReply', 'ask1.7.abc', false],
		['quickReply', '', false],
	] as const)('of a %s with %j is %j', (type, payload, expected) => {
		const [event] = parseEvents(
			{ results: [{ message: { type: 'TEXT', text: 'x' } }] },
			{ includeRaw: false },
		).events;
		const message = { ...(event as ReceivedMessage), type, payload };
		expect(mayBeTyped(message)).toBe(expected);
	});
});
