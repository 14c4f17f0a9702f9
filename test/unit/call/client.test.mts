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

	it('tells how long Infobip asks us to wait', async () => {
		const { transport } = answering({ status: 429, headers: { 'retry-after': '7' } });
		expect(await rejectionOf(call(transport, request))).toMatchObject({ retryAfter: 7 });
	});

	it('throws UnexpectedAnswer where success is no JSON', async () => {
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
