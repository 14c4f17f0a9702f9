import type { InfobipAnswer } from '../../../infobip/call/client.ts';
import { outcomeOf, type RequestOutcome } from '../../../infobip/call/requestOutcome.ts';
import { ApiError, ConnectionError, UnexpectedAnswer } from '../../../infobip/errors.ts';
import { parseJson, type JsonValue } from '../../../infobip/json.ts';

const change = { task: 'create it', path: '/facebook/1/applications/A/configurations' };

const textIn = (json: JsonValue | undefined): string | undefined =>
	typeof json === 'string' ? json : undefined;

/** @param answer has done what was asked if its body is a text in JSON */
function outcome(
	answer: Partial<InfobipAnswer>,
	request: { secrets?: readonly string[] } = {},
): RequestOutcome<string> {
	const whole = { status: 200, headers: {}, body: '', ...answer };
	return outcomeOf(
		{ ...change, ...request },
		{ answer: whole, json: parseJson(whole.body) },
		textIn,
	);
}

const refusalWith = (messageId: string): string =>
	JSON.stringify({ requestError: { serviceException: { messageId, text: 'No' } } });

describe('a change that has no answer', () => {
	const lost = (reason: ConnectionError['reason']) => {
		const error = new ConnectionError('create it', 'https://api.infobip.com', reason);
		return { error, outcome: outcomeOf(change, { error }, textIn) };
	};

	it.each(['timedOut', 'reset', 'cancelled', 'broken'] as const)(
		'may have been made: %s',
		(reason) => {
			const { error, outcome: made } = lost(reason);
			expect(made).toEqual({ kind: 'unknown', cause: error });
		},
	);

	it.each([
		['refused', true],
		['unknownHost', false],
		['unreachable', false],
		['tls', false],
		['blocked', false],
	] as const)('was not made: %s; trying again may help: %s', (reason, isTemporary) => {
		const { error, outcome: made } = lost(reason);
		expect(made).toEqual({ kind: 'notDone', error, isTemporary });
	});
});

describe('a change with an answer', () => {
	it.each([200, 201, 299])('of %i and evidence was made', (status) => {
		expect(outcome({ status, body: '"made"' })).toEqual({ kind: 'done', result: 'made' });
	});

	it.each(['{"other":1}', '<html>', ''])(
		'of 200 without evidence may have been made: %j',
		(body) => {
			const { kind, cause } = outcome({ body }) as { kind: string; cause: UnexpectedAnswer };
			expect(kind).toBe('unknown');
			expect(cause).toBeInstanceOf(UnexpectedAnswer);
			expect(cause).toMatchObject({ task: 'create it', isJson: body.startsWith('{') });
		},
	);

	it('of 200 with an error may have been made, and the error is the cause', () => {
		expect(outcome({ body: refusalWith('8') })).toMatchObject({
			kind: 'unknown',
			cause: { task: 'create it', status: 400, refusal: { code: '8', text: 'No' } },
		});
	});

	it('of less than 200 may have been made', () => {
		const { kind, cause } = outcome({ status: 199, body: '"made"' }) as {
			kind: string;
			cause: unknown;
		};
		expect(kind).toBe('unknown');
		expect(cause).toBeInstanceOf(UnexpectedAnswer);
		expect(cause).toMatchObject({ task: 'create it' });
	});

	it.each([300, 302, 399, 408, 499, 500, 502, 503, 599])('of %i may have been made', (status) => {
		const { kind, cause } = outcome({ status, body: '"made"' }) as { kind: string; cause: unknown };
		expect(kind).toBe('unknown');
		expect(cause).toBeInstanceOf(ApiError);
		expect(cause).toMatchObject({ task: 'create it', status });
	});

	it.each([
		[400, false],
		[404, false],
		[409, false],
		[498, false],
		[429, true],
	])('of %i was not made; trying again may help: %s', (status, isTemporary) => {
		expect(outcome({ status })).toMatchObject({
			kind: 'notDone',
			error: { task: 'create it', status },
			isTemporary,
		});
	});

	it.each([
		[400, 'THROTTLE_EXCEPTION', 'notDone', true],
		[400, 'BAD_REQUEST', 'notDone', false],
		[403, 'THROTTLE_EXCEPTION', 'notDone', false],
		[500, 'THROTTLE_EXCEPTION', 'unknown', undefined],
	])(
		'of %i with the code %s is %s; trying again may help: %s',
		(status, code, kind, isTemporary) => {
			const made = outcome({ status, body: refusalWith(code) });
			expect(made.kind).toBe(kind);
			expect('isTemporary' in made ? made.isTemporary : undefined).toBe(isTemporary);
		},
	);

	it.each([
		[503, '7', 'notDone'],
		[503, 'soon', 'notDone'],
		[503, ' ', 'unknown'],
		[503, '', 'unknown'],
		[500, '7', 'unknown'],
	])('of %i that asks to be tried again after %j is %s', (status, after, kind) => {
		expect(outcome({ status, headers: { 'retry-after': after } })).toMatchObject({
			kind,
			...(kind === 'notDone' ? { isTemporary: true } : {}),
		});
	});

	it('says what is missing only if something is', () => {
		expect(outcome({ status: 404 })).toMatchObject({ error: { missingKeys: ['applicationKey'] } });
		expect(outcome({ status: 403 })).toMatchObject({ error: { missingKeys: [] } });
	});

	it('shows no secret that Infobip repeats', () => {
		const body = 'The secret abcdefgh12345678 is odd';
		const texts = [{ secrets: ['abcdefgh12345678'] }, {}].map(
			(request) =>
				(outcome({ status: 400, body }, request) as { error: ApiError }).error.refusal.text,
		);
		expect(texts[0]).not.toContain('abcdefgh');
		expect(texts[0]).toContain('is odd');
		expect(texts[1]).toContain('abcdefgh12345678 is odd');
	});
});
