import { call, type InfobipRequest } from '../../../infobip/call/client.ts';
import {
	ApiError,
	ConnectionError,
	OutcomeUnknown,
	UnexpectedAnswer,
} from '../../../infobip/errors.ts';
import { namesWhatIsMissing } from '../../../infobip/call/notFound.ts';
import { unlessGone } from '../../../infobip/call/unlessGone.ts';
import { unlessUnreadable } from '../../../infobip/call/unreadable.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const request: InfobipRequest = { task: 'get it', method: 'GET', path: '/facebook/1/applications' };

describe('call', () => {
	it('gives the parsed answer, with all digits', async () => {
		const { transport, requests } = answering({ body: '{"id":98765432109876543}' });
		expect(await call(transport, request)).toEqual({ id: '98765432109876543' });
		expect(requests).toEqual([request]);
	});

	it.each([200, 201, 204])('gives null for an empty answer with status %i', async (status) => {
		expect(await call(answering({ status, body: ' \n' }).transport, request)).toBeNull();
	});

	it.each([301, 400, 401, 403, 404, 409, 429, 500, 503])(
		'throws ApiError for status %i, once and with Infobip’s words',
		async (status) => {
			const body = '{"requestError":{"serviceException":{"messageId":"NO","text":"Not now"}}}';
			const { transport, requests } = answering({ status, body });
			const error = await rejectionOf(call(transport, request));
			expect(error).toBeInstanceOf(ApiError);
			expect(error).toMatchObject({
				task: 'get it',
				status,
				refusal: { code: 'NO', text: 'Not now', violations: [] },
				retryAfter: undefined,
			});
			expect(requests).toHaveLength(1);
		},
	);

	const exception = (messageId: string, more: object = {}) =>
		JSON.stringify({ requestError: { serviceException: { messageId, text: 'No', ...more } } });

	it.each([
		['8', 400],
		['UNAUTHORIZED', 401],
		['FORBIDDEN', 403],
		['6', 404],
		['METHOD_NOT_ALLOWED', 405],
		['THROTTLE_EXCEPTION', 429],
		['GENERAL_ERROR', 500],
		['SOMETHING_ELSE', 200],
	])('throws ApiError for an error with status 200: %s is %i', async (code, status) => {
		const error = await rejectionOf(call(answering({ body: exception(code) }).transport, request));
		expect(error).toBeInstanceOf(ApiError);
		expect(error).toMatchObject({ status, refusal: { code, text: 'No' } });
	});

	it.each(['{"requestError":null}', '{"text":"requestError"}', '{"requestError":""}'])(
		'takes %s for a success',
		async (body) => {
			expect(await call(answering({ body }).transport, request)).toEqual(JSON.parse(body));
		},
	);

	it('says where an address redirects to, without what could be secret in it', async () => {
		const headers = { location: 'https://user:pw@other.example.com/login?token=abc' };
		const error = await rejectionOf(call(answering({ status: 302, headers }).transport, request));
		expect((error as ApiError).refusal.text).toBe(
			'the address redirects to https://other.example.com',
		);
	});

	it.each([
		['/facebook/1/applications', '1', ['applicationKey'], undefined],
		['/facebook/1/applications', 'NOT_FOUND', [], 'facebook'],
		['/facebook/1/single', 'NOT_FOUND', [], 'facebook'],
		['/facebook/1/single', '1', ['applicationKey'], undefined],
		['/facebook/1/reports', 'NOT_FOUND', [], 'facebook'],
		['/facebook/1/applications/A', 'NOT_FOUND', ['applicationKey'], undefined],
		['/facebook/1/applications/A/configurations', 'X', ['applicationKey'], undefined],
		[
			'/facebook/1/applications/A/configurations/C/actions',
			'X',
			['applicationKey', 'configurationKey'],
			undefined,
		],
		[
			'/facebook/1/applications/A/configurations/C/actions/D',
			'X',
			['applicationKey', 'configurationKey', 'actionKey'],
			undefined,
		],
		['/facebook/1/applications/A/configurations/C/actions/D', '5', ['actionKey'], undefined],
		['/facebook/1/applications/AA/configurations/CC', '6', ['configurationKey'], undefined],
		[
			'/facebook/1/applications/AA/configurations/CC/actions/DD',
			'X',
			['applicationKey', 'configurationKey', 'actionKey'],
			undefined,
		],
		['/facebook/1/applications/A', 'APPLICATION_NOT_FOUND', ['applicationKey'], undefined],
		['/facebook/1/inbox/reports', 'NOT_FOUND', [], 'facebook'],
		['/facebook/1/reports/x', 'NOT_FOUND', [], undefined],
		['/x/facebook/1/reports', 'NOT_FOUND', [], undefined],
		['/x/facebook/1/applications/A', 'NOT_FOUND', [], undefined],
		['/messenger/1/message', '1', [], 'messenger'],
		['/messages-api/1/messages', 'NOT_FOUND', [], 'messenger'],
		['/x/messenger/1/message', 'NOT_FOUND', [], undefined],
		['/subscriptions/1/subscription/MESSENGER', 'NOT_FOUND', [], 'messenger'],
		['/subscriptions/1/subscription/MESSENGER/S', 'NOT_FOUND', [], undefined],
		['/messenger/1/logs', 'NOT_FOUND', [], 'messenger'],
	])('knows what a 404 for %s with %s is about', async (path, code, missingKeys, absentApi) => {
		const { transport } = answering({ status: 404, body: exception(code) });
		const error = await rejectionOf(call(transport, { ...request, path }));
		expect(error).toMatchObject({ missingKeys, absentApi });
	});

	it('knows nothing of a 404 without a code but what the path says', async () => {
		const path = '/facebook/1/applications/A';
		const { transport } = answering({ status: 404, body: '{"requestError":{}}' });
		const error = await rejectionOf(call(transport, { ...request, path }));
		expect(error).toMatchObject({ missingKeys: ['applicationKey'], absentApi: undefined });
	});

	it.each([
		['POST', 'create'],
		['PUT', 'update'],
		['DELETE', 'delete'],
	] as const)(
		'does not know what became of a %s that failed at Infobip',
		async (method, change) => {
			const broken = new ConnectionError('get it', 'https://api.infobip.com', 'reset');
			for (const answer of [{ status: 500 }, broken]) {
				const error = await rejectionOf(call(answering(answer).transport, { ...request, method }));
				expect(error).toBeInstanceOf(OutcomeUnknown);
				expect(error).toMatchObject({ task: 'get it', change });
			}
		},
	);

	it.each(['POST', 'PUT', 'DELETE'] as const)('knows that a %s was not done', async (method) => {
		const refused = new ConnectionError('get it', 'https://api.infobip.com', 'refused');
		const change = { ...request, method };
		expect(await rejectionOf(call(answering(refused).transport, change))).toBe(refused);
		for (const status of [400, 404, 429]) {
			const error = await rejectionOf(call(answering({ status }).transport, change));
			expect(error).toBeInstanceOf(ApiError);
		}
	});

	it.each([
		['8', ApiError],
		['6', ApiError],
		['THROTTLE_EXCEPTION', ApiError],
		['GENERAL_ERROR', OutcomeUnknown],
		['SERVICE_UNAVAILABLE', OutcomeUnknown],
		['SOMETHING_ELSE', OutcomeUnknown],
	])('reads what became of a change from an error with status 200: %s', async (code, kind) => {
		const { transport } = answering({ body: exception(code) });
		const error = await rejectionOf(call(transport, { ...request, method: 'POST' }));
		expect(error).toBeInstanceOf(kind);
	});

	it('gives the answer to a change that succeeds', async () => {
		const { transport } = answering({ body: '{"key":"A"}' });
		expect(await call(transport, { ...request, method: 'POST' })).toEqual({ key: 'A' });
	});

	it('tells how long Infobip asks us to wait', async () => {
		const { transport } = answering({ status: 429, headers: { 'retry-after': '7' } });
		expect(await rejectionOf(call(transport, request))).toMatchObject({ retryAfter: 7 });
	});

	it('throws UnexpectedAnswer where success is not JSON', async () => {
		const { transport } = answering({ body: '<html>Log in</html>' });
		const error = await rejectionOf(call(transport, request));
		expect(error).toBeInstanceOf(UnexpectedAnswer);
		expect(error).toMatchObject({ task: 'get it' });
	});

	it('lets ConnectionError pass and does not ask again', async () => {
		const broken = new ConnectionError('get it', 'https://api.infobip.com', 'reset');
		const { transport, requests } = answering(broken);
		expect(await rejectionOf(call(transport, request))).toBe(broken);
		expect(requests).toHaveLength(1);
	});
});

describe('namesWhatIsMissing', () => {
	it.each([
		['1', true],
		['APPLICATION_NOT_FOUND', true],
		['NOT_FOUND', false],
		['constructor', false],
		[undefined, false],
	])('says of the code %s: %s', (code, isNamed) => {
		expect(namesWhatIsMissing({ code, text: 'No', violations: [] })).toBe(isNamed);
	});
});

describe('unlessGone', () => {
	const refusal = { code: undefined, text: 'No', violations: [] };

	it('gives the answer, and undefined for a 404', async () => {
		expect(await unlessGone(Promise.resolve('here'))).toBe('here');
		expect(
			await unlessGone(Promise.reject<string>(new ApiError('get it', 404, refusal))),
		).toBeUndefined();
	});

	it.each([
		new ApiError('get it', 403, refusal),
		new ConnectionError('get it', 'https://api.infobip.com', 'reset'),
		Object.assign(new Error('Not ours'), { status: 404 }),
	])('throws what is no 404 of Infobip: $message', async (error) => {
		expect(await rejectionOf(unlessGone(Promise.reject(error)))).toBe(error);
	});
});

describe('unlessUnreadable', () => {
	const refusal = { code: undefined, text: 'No', violations: [] };

	it('gives the list', async () => {
		const list = { entries: ['a'], unreadable: 0 };
		expect(await unlessUnreadable(Promise.resolve(list))).toBe(list);
	});

	it.each([
		new UnexpectedAnswer('list them', {}),
		new ApiError('list them', 403, refusal),
		new ApiError('list them', 405, refusal),
		new ApiError('list them', 501, refusal),
	])(
		'counts an entry that cannot be read, so that nothing is concluded: $name $status',
		async (cause) => {
			const read = await unlessUnreadable<string>(Promise.reject(cause));
			expect(read).toEqual({ entries: [], unreadable: 1, cause });
		},
	);

	it.each([
		new UnexpectedAnswer('list them', undefined),
		new ApiError('list them', 500, refusal),
		new ConnectionError('list them', 'https://api.infobip.com', 'reset'),
		Object.assign(new Error('Not ours'), { status: 403 }),
	])('throws what asking again may help against: $name', async (cause) => {
		expect(await rejectionOf(unlessUnreadable(Promise.reject(cause)))).toBe(cause);
	});
});

describe('NotReached', () => {
	it.each([
		['refused', false],
		['unknownHost', false],
		['timedOut', true],
		['reset', true],
		['cancelled', true],
		['broken', true],
	] as const)('%s: Infobip may have acted: %s', (reason, mayHaveActed) => {
		expect(new ConnectionError('send', 'https://api.infobip.com', reason).mayHaveActed).toBe(
			mayHaveActed,
		);
	});
});
