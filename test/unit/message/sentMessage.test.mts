import fc from 'fast-check';

import type { JsonObject } from '../../../infobip/json.ts';
import { parseSentMessage, rejection } from '../../../infobip/message/sentMessage.ts';

const pending = {
	groupId: 1,
	groupName: 'PENDING',
	id: 7,
	name: 'PENDING_ENROUTE',
	description: 'Message sent to next instance',
};

describe('parseSentMessage', () => {
	it('reads the flat answer', () => {
		const answer = { to: 'user-1', messageCount: 1, messageId: 'm-1', status: pending };
		expect(parseSentMessage(answer)).toEqual({ ...answer, bulkId: null });
	});

	it('reads the answer with messages', () => {
		const message = { to: { phoneNumber: '41793026727' }, messageId: 'm-1', status: pending };
		expect(parseSentMessage({ bulkId: 'b-1', messages: [message] })).toEqual({
			...message,
			messageCount: null,
			bulkId: 'b-1',
		});
	});

	it('has the same members whatever the answer is', () => {
		const members = Object.keys(parseSentMessage({ messageId: 'm-1' }));
		const answer = fc.oneof(fc.jsonValue(), fc.record({ messages: fc.jsonValue() }));
		fc.assert(
			fc.property(answer, (value) => {
				const sent = parseSentMessage(JSON.parse(JSON.stringify(value)) as JsonObject);
				expect(Object.keys(sent)).toEqual(members);
				expect(typeof sent.status).toBe('object');
			}),
		);
	});
});

describe('rejection', () => {
	const of = (status: JsonObject): string | undefined => rejection(parseSentMessage({ status }));

	it.each([
		[2, 'UNDELIVERABLE', 'UNDELIVERABLE_NOT_SENT'],
		[5, 'REJECTED', 'REJECTED_NOT_ENOUGH_CREDITS'],
	])('gives Infobip’s reason for group %i %s', (groupId, groupName, name) => {
		const description = 'Why it is so';
		expect(of({ groupId, groupName, name, description })).toBe(`${name}: Why it is so`);
		expect(of({ groupId, name, description })).toBe(`${name}: Why it is so`);
		expect(of({ groupName, name })).toBe(name);
		expect(of({ groupName })).toBe(groupName);
	});

	it.each<JsonObject>([
		{},
		pending,
		{ groupId: 0, groupName: 'ACCEPTED' },
		{ groupId: 1, groupName: 'PENDING', id: 26, name: 'PENDING_ACCEPTED' },
		{ groupId: 3, groupName: 'DELIVERED', id: 5, name: 'DELIVERED_TO_HANDSET' },
	])('is none for %j', (status) => {
		expect(of(status)).toBeUndefined();
	});
});
