import fc from 'fast-check';

import { resultsIn, sentMessageParser } from '../../../infobip/messenger/sendResult.ts';
import type { JsonObject, JsonValue } from '../../../infobip/json.ts';

const pending = {
	groupId: 1,
	groupName: 'PENDING',
	id: 7,
	name: 'PENDING_ENROUTE',
	description: 'Message sent to next instance',
};

describe('resultsIn', () => {
	const message = { to: 'user-1', messageId: 'm-1', status: pending };

	it('finds the message of a flat answer, and those of an answer with messages', () => {
		expect(resultsIn(message)).toEqual([message]);
		expect(resultsIn({ bulkId: 'b-1', messages: [message, message] })).toEqual([message, message]);
		expect(resultsIn({ to: 'user-1', status: 'PENDING_ENROUTE' })).toHaveLength(1);
		expect(resultsIn({ messageId: 'm-1' })).toHaveLength(1);
	});

	it.each<JsonValue | undefined>([
		undefined,
		null,
		'OK',
		42,
		[],
		{},
		{ messages: [] },
		{ messages: [{}] },
		{ messages: ['m-1', null] },
		{ messages: [{ to: 'user-1' }] },
		{ to: 'user-1' },
		{ status: 'OK' },
		{ messageId: '' },
		{ requestError: { serviceException: { messageId: 'GENERAL_ERROR' } } },
		{ errorCode: 'E500', description: 'Something went wrong', messageId: 'm-1' },
		{ messages: [{ messageId: 'm-1', requestError: {} }] },
		{ errorCode: 'E500', messages: [{ messageId: 'm-1' }] },
	])('finds no evidence in %j', (json) => {
		expect(resultsIn(json)).toEqual([]);
	});
});

describe('sentMessageParser', () => {
	it('has the same members whatever the entry is', () => {
		const members = Object.keys(sentMessageParser()({ messageId: 'm-1' }));
		fc.assert(
			fc.property(
				fc.dictionary(fc.constantFrom('status', 'error', 'to', 'x'), fc.jsonValue()),
				(value) => {
					const entry = JSON.parse(JSON.stringify(value)) as JsonObject;
					expect(Object.keys(sentMessageParser()(entry))).toEqual(members);
				},
			),
		);
	});

	it('reads an entry the same, whichever came before it', () => {
		const member = fc.constantFrom<JsonValue>(
			'REJECTED',
			pending,
			{ ...pending, groupId: 5 },
			{ ...pending, action: 'Wait' },
			{ status: pending },
			null,
			1,
		);
		const entry = fc.record(
			{
				messageId: fc.constantFrom('m-1', 'm-2'),
				status: member,
				error: member,
				messageCount: member,
			},
			{ requiredKeys: [] },
		);
		fc.assert(
			fc.property(fc.array(entry), (entries) => {
				const apart = entries.map((one) => sentMessageParser('b-1')(one as JsonObject));
				expect(entries.map(sentMessageParser('b-1') as (one: object) => unknown)).toEqual(apart);
			}),
		);
	});

	it('keeps what Infobip says beside the status', () => {
		const status = { ...pending, action: 'Wait' };
		const error = { name: 'EC_NO_SESSION', description: 'No session', permanent: true };
		expect(sentMessageParser('b-1')({ messageId: 'm-1', status, error }).details).toEqual({
			bulkId: 'b-1',
			statusId: 7,
			statusName: 'PENDING_ENROUTE',
			statusDescription: 'Message sent to next instance',
			action: 'Wait',
			errorName: 'EC_NO_SESSION',
			errorDescription: 'No session',
			permanent: true,
		});
	});

	it('has the id and the recipient, and null for what is missing', () => {
		expect(
			sentMessageParser()({ messageId: 'm-1', to: 'user-1', destination: 'user-2' }),
		).toMatchObject({ messageId: 'm-1', to: 'user-1' });
		expect(sentMessageParser()({ destination: 'user-2' })).toMatchObject({
			messageId: null,
			to: 'user-2',
		});
		expect(sentMessageParser()({})).toMatchObject({ messageId: null, to: null });
	});

	it('has no error where Infobip adds one to say that all went well', () => {
		const error = { name: 'NO_ERROR', description: 'No Error', permanent: false };
		expect(sentMessageParser()({ messageId: 'm-1', error }).details).toEqual({});
	});

	it('does not take a text for a permanent error', () => {
		const error = { name: 'EC_NO_SESSION', permanent: 'true' };
		expect(sentMessageParser()({ messageId: 'm-1', error }).details).toEqual({
			errorName: 'EC_NO_SESSION',
		});
	});

	it.each<[JsonValue, boolean]>([
		[{ id: 23 }, true],
		[{ name: 'REJECTED_DUPLICATE_MESSAGE_ID' }, true],
		[{ name: 'REJECTED_DUPLICATE_MESSAGEID', id: 99 }, true],
		['REJECTED_DUPLICATE_MESSAGE_ID', true],
		[{ id: 12, name: 'REJECTED_NOT_ENOUGH_CREDITS' }, false],
		[{ groupId: 5 }, false],
	])('tells by %j whether the id was used before: %s', (status, isDuplicate) => {
		expect(sentMessageParser()({ messageId: 'm-1', status })).toMatchObject({ isDuplicate });
	});

	it.each<JsonValue>([
		{ groupId: 5 },
		{ groupId: '5', name: 'X' },
		{ groupName: 'REJECTED' },
		{ groupName: 'rejected' },
		{ name: 'REJECTED_NOT_ENOUGH_CREDITS' },
		{ name: 'Rejected_Dnd' },
		{ group: { id: 5, name: 'REJECTED' } },
		{ group: { id: 5 } },
		{ status: { groupName: 'REJECTED' } },
		{ groupName: 'PENDING', name: 'REJECTED_SENDER' },
		{ id: 12 },
		{ status: { id: 12 } },
		{ status: { groupId: 5 } },
		' REJECTED ',
		'REJECTED',
		'rejected: not enough credits',
		'REJECTED_DND',
	])('recognizes a rejection in %j', (status) => {
		expect(sentMessageParser()({ messageId: 'm-1', status })).toMatchObject({
			isRejected: true,
			status: 'REJECTED',
		});
	});

	it.each([
		[{ groupId: 2, groupName: 'UNDELIVERABLE' }, 'UNDELIVERABLE'],
		[{ name: 'UNDELIVERABLE_NOT_SENT' }, 'UNDELIVERABLE'],
		[{ id: 4 }, 'UNDELIVERABLE'],
		[{ id: 15 }, 'EXPIRED'],
		[{ groupId: 4 }, 'EXPIRED'],
		['EXPIRED_EXPIRED', 'EXPIRED'],
	])('recognizes in %j a message that will not be delivered', (status, group) => {
		expect(sentMessageParser()({ messageId: 'm-1', status })).toMatchObject({
			isRejected: true,
			status: group,
		});
	});

	it.each<[JsonValue, string | null]>([
		[{}, null],
		[null, null],
		[pending, 'PENDING'],
		[{ groupId: 0, groupName: 'ACCEPTED' }, 'ACCEPTED'],
		[{ groupId: 1, groupName: 'PENDING', id: 26, name: 'PENDING_ACCEPTED' }, 'PENDING'],
		[{ groupId: 3, groupName: 'DELIVERED', id: 5, name: 'DELIVERED_TO_HANDSET' }, 'DELIVERED'],
		['PENDING_ENROUTE', 'PENDING'],
		[{ name: 'REJECTEDLY' }, null],
	])('does not take %j for one', (status, group) => {
		expect(sentMessageParser()({ messageId: 'm-1', status })).toMatchObject({
			isRejected: false,
			status: group,
		});
	});
});
