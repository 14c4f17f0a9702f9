import { call, type InfobipRequest } from '../../../infobip/call/client.ts';
import { ConnectionError, ApiError, UnexpectedAnswer } from '../../../infobip/errors.ts';
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
		['/messenger/1/logs', 'NOT_FOUND', [], 'messenger'],
	])('knows what a 404 for %s with %s is about', async (path, code, missingKeys, absentApi) => {
		const { transport } = answering({ status: 404, body: exception(code) });
		const error = await rejectionOf(call(transport, { ...request, path }));
		expect(error).toMatchObject({ missingKeys, absentApi });
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
