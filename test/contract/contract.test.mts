import { contractFolder, loadContract } from './contract.mts';
import type { Contract } from './contract.mts';
import { describeWithContract } from './describeWithContract.mts';

const send = { method: 'POST', path: '/messenger/1/messages' };
const logs = { method: 'GET', path: '/messenger/1/logs' };
const message = (content: object) => ({
	sender: '1',
	destinations: [{ to: 'u1' }],
	content,
});
const time = '2026-03-01T10:00:00.000+0000';

describeWithContract('the contract', (contract: Contract) => {
	it('names each thing that is wrong with a request, and its place', () => {
		const body = {
			messages: [
				{ ...message({ type: 'TEXT', text: 'x'.repeat(2001), colour: 'red' }), destinations: [{}] },
				message({ type: 'NONE' }),
			],
			more: 1,
		};
		expect(contract.checkRequest({ ...send, body })).toEqual([
			"POST /messenger/1/messages: messages[0].destinations[0] must have required property 'to'",
			'POST /messenger/1/messages: messages[0].content.text must NOT have more than 2000 characters',
			'POST /messenger/1/messages: messages[0].content has the unknown member "colour"',
			'POST /messenger/1/messages: messages[1].content has no known "type"',
			'POST /messenger/1/messages: the whole has the unknown member "more"',
		]);
		expect(contract.checkRequest(send)).toEqual(['POST /messenger/1/messages: a body is required']);
		expect(contract.checkRequest({ ...logs, body: {} })).toEqual([
			'GET /messenger/1/logs: no body is expected',
		]);
	});

	it('reads the query', () => {
		const query = { limit: '5', messageId: ['a', 'b'], sentSince: time, useCursor: 'true' };
		expect(contract.checkRequest({ ...logs, query })).toEqual([]);
		const wrong = { limit: 'x', generalStatus: 'FINE', sentSince: 'today', colour: 'red' };
		expect(contract.checkRequest({ ...logs, query: wrong })).toHaveLength(4);
		const inbound = { method: 'GET', path: '/messages-api/1/inbound' };
		expect(contract.checkRequest(inbound)).toEqual([
			'GET /messages-api/1/inbound: the query lacks the parameter "channel"',
		]);
	});

	it('knows which operations there are', () => {
		for (const path of ['/messenger/1/none', '/subscriptions/1/subscription']) {
			expect(contract.checkRequest({ method: 'GET', path })).toEqual([
				`The contract has no GET ${path}`,
			]);
		}
		const channel = { method: 'GET', path: '/subscriptions/1/subscription/FB' };
		expect(contract.checkRequest(channel)).toHaveLength(1);
		expect(contract.covers({ path: '/facebook/1/single' })).toBe(false);
	});

	it('checks answers, and errors by the shape of their API', () => {
		const status = { groupId: 1, groupName: 'PENDING', id: 26, name: 'PENDING_ACCEPTED' };
		const fine = { bulkId: 'b', messages: [{ messageId: 'a', destination: 'u1', status }] };
		expect(contract.checkAnswer({ ...send, status: 200, body: fine })).toEqual([]);
		expect(contract.checkAnswer({ ...send, status: 200, body: {} })).toHaveLength(1);
		expect(contract.checkAnswer({ ...send, status: 201, body: fine })).toHaveLength(1);

		const texts = { errorCode: 'E429', description: 'Too many', action: 'Wait' };
		const newError = { ...texts, violations: [], resources: [] };
		const platformError = { requestError: { serviceException: { messageId: 'X', text: 'x' } } };
		const profiles = { method: 'GET', path: '/subscriptions/1/profiles' };
		for (const code of [401, 429, 503]) {
			expect(contract.checkAnswer({ ...send, status: code, body: newError })).toEqual([]);
			expect(contract.checkAnswer({ ...send, status: code, body: platformError })).not.toEqual([]);
			expect(contract.checkAnswer({ ...profiles, status: code, body: platformError })).toEqual([]);
			expect(contract.checkAnswer({ ...profiles, status: code, body: newError })).not.toEqual([]);
		}
		expect(contract.checkAnswer({ ...send, status: 404, body: platformError })).toEqual([]);
		const configuration = {
			method: 'DELETE',
			path: '/resource-management/1/inbound-message-configurations/K',
		};
		expect(contract.checkAnswer({ ...configuration, status: 204 })).toEqual([]);
		expect(contract.checkAnswer({ ...configuration, status: 204, body: {} })).toHaveLength(1);
		expect(contract.checkAnswer({ ...configuration, status: 404 })).toEqual([]);
	});

	it('checks webhooks, and takes both forms of a time and both names of a person', () => {
		const item = { to: '1', receivedAt: time, message: { type: 'TEXT', text: 'Hi' } };
		const check = (result: object) =>
			contract.checkWebhook('INBOUND_MESSAGE', { results: [result] });
		expect(check({ ...item, sender: 'u1' })).toEqual([]);
		expect(check({ ...item, sender: 'u1', receivedAt: '2026-03-01T10:00:00Z' })).toEqual([]);
		expect(check({ ...item, from: 'u1', callbackData: null })).toEqual([]);
		expect(check(item)).toHaveLength(1);
		expect(check({ ...item, sender: 'u1', receivedAt: '2026-03-01' })).toHaveLength(1);
		expect(check({ ...item, sender: 'u1', colour: 'red' })).toHaveLength(1);
		const click = {
			notificationType: 'MARKETING_CLICK',
			from: 'T',
			to: '1',
			messageId: 'a',
			campaignId: 'c',
			clickedAt: time,
		};
		expect(contract.checkWebhook('CLICK', click)).toEqual([]);
		expect(contract.checkWebhook('SEEN', click)).not.toEqual([]);
	});
});

it('is not there where the files are not', () => {
	const before = process.env.INFOBIP_OPENAPI;
	try {
		process.env.INFOBIP_OPENAPI = '/nowhere';
		expect(contractFolder()).toBe('/nowhere');
		expect(loadContract()).toBeUndefined();
	} finally {
		if (before === undefined) delete process.env.INFOBIP_OPENAPI;
		else process.env.INFOBIP_OPENAPI = before;
	}
});
