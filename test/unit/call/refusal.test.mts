import fc from 'fast-check';

import { isInfobipError, parseRefusal, refusalIn } from '../../../infobip/call/refusal.ts';

const serviceException = (members: object): string =>
	JSON.stringify({ requestError: { serviceException: members } });

describe('parseRefusal', () => {
	it.each([
		[400, 'BAD_REQUEST', 'Bad request'],
		[401, 'UNAUTHORIZED', 'Invalid login details'],
		[404, '1', 'Application does not exist'],
		[404, '5', 'Action does not exist'],
		[404, '6', 'Configuration does not exist'],
		[404, 'APPLICATION_NOT_FOUND', 'Application with given id cannot be found.'],
		[429, 'THROTTLE_EXCEPTION', 'Too many requests. Try again later.'],
	])('reads the platform’s envelope: %i %s', (status, messageId, text) => {
		expect(parseRefusal(status, serviceException({ messageId, text }))).toEqual({
			code: messageId,
			text,
			violations: [],
		});
	});

	it('reads a code that is a number', () => {
		expect(parseRefusal(404, serviceException({ messageId: 5, text: 'Gone' })).code).toBe('5');
	});

	it.each([
		[{ text: 'Invalid %1 for %2', variables: ['value', 'to'] }, 'Invalid value for to'],
		[{ text: 'Invalid %1', variables: 'to' }, 'Invalid to'],
		[{ text: 'Invalid %1 and %2', variables: ['to'] }, 'Invalid to and %2'],
		[{ text: '100 %', variables: [] }, '100 %'],
	])('fills in the places of a text: %j', (exception, text) => {
		expect(parseRefusal(400, serviceException(exception)).text).toBe(text);
	});

	it('reads a text in the place of the envelope', () => {
		expect(parseRefusal(400, '{"requestError":"Bad request"}').text).toBe('Bad request');
	});

	it('reads every violation of every field', () => {
		const validationErrors = { to: ['must not be empty', 'must be a text'], from: 'is unknown' };
		const body = serviceException({ messageId: 'BAD_REQUEST', text: 'Bad', validationErrors });
		expect(parseRefusal(400, body).violations).toEqual([
			{ property: 'to', violation: 'must not be empty' },
			{ property: 'to', violation: 'must be a text' },
			{ property: 'from', violation: 'is unknown' },
		]);
	});

	it('reads a policy exception', () => {
		const body = '{"requestError":{"policyException":{"messageId":"POL1","text":"Not allowed"}}}';
		expect(parseRefusal(403, body)).toEqual({ code: 'POL1', text: 'Not allowed', violations: [] });
	});

	it('names the status where the envelope has no text', () => {
		expect(parseRefusal(500, '{"requestError":{}}')).toEqual({
			code: undefined,
			text: 'HTTP status 500',
			violations: [],
		});
	});

	it('reads today’s envelope', () => {
		const body = JSON.stringify({
			errorCode: 'E400',
			description: 'Request cannot be processed.',
			violations: [{ property: 'content.text', violation: 'size must be between 1 and 2000' }],
		});
		expect(parseRefusal(400, body)).toEqual({
			code: 'E400',
			text: 'Request cannot be processed.',
			violations: [{ property: 'content.text', violation: 'size must be between 1 and 2000' }],
		});
	});

	it('passes on what a gateway says, without its markup', () => {
		const body =
			'<html>\n<head><title>502</title></head><body><h1>Bad   gateway</h1></body></html>';
		expect(parseRefusal(502, body)).toEqual({
			code: undefined,
			text: '502 Bad gateway',
			violations: [],
		});
	});

	it('shortens what a gateway says', () => {
		expect(parseRefusal(502, 'x'.repeat(200)).text).toBe('x'.repeat(200));
		expect(parseRefusal(502, 'x'.repeat(201)).text).toBe(`${'x'.repeat(199)}…`);
		expect(parseRefusal(502, 'word '.repeat(1000)).text.length).toBeLessThanOrEqual(200);
	});

	it.each([
		['{"errorCode":"E500"}', { code: 'E500', text: 'HTTP status 500', violations: [] }],
		['{"description":"Not now"}', { code: undefined, text: 'Not now', violations: [] }],
		['{"requestError":"Not now"}', { code: undefined, text: 'Not now', violations: [] }],
	])('reads an envelope that is half empty: %s', (body, refusal) => {
		expect(parseRefusal(500, body)).toEqual(refusal);
	});

	it('keeps a violation that names no field', () => {
		const body = '{"errorCode":"E400","violations":[{"violation":"is too long"},{}]}';
		expect(parseRefusal(400, body).violations).toEqual([
			{ property: '', violation: 'is too long' },
			{ property: '', violation: 'is not valid' },
		]);
	});

	it('keeps no more than a thousand violations, of either envelope', () => {
		const texts = Array.from({ length: 1001 }, () => 'is too long');
		const violations = texts.map((violation) => ({ property: 'text', violation }));
		const today = JSON.stringify({ errorCode: 'E400', violations });
		const older = serviceException({ validationErrors: { text: texts } });
		expect(parseRefusal(400, today).violations).toHaveLength(1000);
		expect(parseRefusal(400, older).violations).toHaveLength(1000);
	});

	it.each(['', '  \n', '<html></html>'])('names the status where nothing is said: %j', (body) => {
		expect(parseRefusal(504, body).text).toContain('504');
	});

	it.each(['null', '[]', '"text"', '7', '{"requestError":null}', '{"requestError":"no"}'])(
		'has a text for %s',
		(body) => {
			expect(parseRefusal(400, body).text).not.toBe('');
		},
	);

	it('reads anything that is JSON without throwing, and always has a text', () => {
		const json = fc.oneof(
			fc.jsonValue(),
			fc.record({ requestError: fc.jsonValue() }),
			fc.record({ requestError: fc.record({ serviceException: fc.jsonValue() }) }),
			fc.record({
				requestError: fc.record({
					serviceException: fc.record({ text: fc.jsonValue(), validationErrors: fc.jsonValue() }),
				}),
			}),
			fc.record({
				requestError: fc.record({
					serviceException: fc.record({ text: fc.string(), variables: fc.jsonValue() }),
				}),
			}),
			fc.record({ errorCode: fc.jsonValue(), violations: fc.jsonValue() }),
		);
		fc.assert(
			fc.property(json, (value) => {
				const { code, text, violations } = parseRefusal(400, JSON.stringify(value));
				expect(text).not.toBe('');
				expect(code).not.toBe('');
				expect(violations.every(({ violation }) => violation !== '')).toBe(true);
			}),
		);
	});
});

describe('refusalIn', () => {
	const answer = (status: number, location?: string, body = '') => ({
		status,
		headers: { location },
		body,
	});

	it.each([
		['https://user:pw@other.example.com/login?token=abc', 'https://other.example.com'],
		['/login?token=abc', 'another path'],
	])('shows of a redirect to %s no more than where it leads', (location, shown) => {
		expect(refusalIn(answer(302, location))?.refusal.text).toBe(
			`the address redirects to ${shown}`,
		);
	});

	it.each([undefined, ''])('names the status of a redirect to nowhere: %j', (location) => {
		expect(refusalIn(answer(302, location))?.refusal.text).toBe('HTTP status 302, without a text');
	});

	it('has what Infobip says rather than where it redirects to', () => {
		const body = serviceException({ messageId: 'MOVED', text: 'Moved' });
		expect(refusalIn(answer(302, '/login', body))?.refusal.text).toBe('Moved');
	});

	it('takes every status from 300 up for one', () => {
		expect(refusalIn(answer(299))).toBeUndefined();
		expect(refusalIn(answer(300))).toMatchObject({ status: 300 });
	});

	it('takes no error for a redirect', () => {
		expect(refusalIn(answer(400, '/login'))?.refusal.text).toBe('HTTP status 400, without a text');
	});
});

describe('isInfobipError', () => {
	it.each([
		serviceException({ messageId: 'NO', text: 'No' }),
		'{"requestError":{"policyException":{"text":"No"}}}',
		'{"errorCode":"E401","description":"No"}',
	])('recognizes %s', (body) => {
		expect(isInfobipError(body)).toBe(true);
	});

	it.each([
		'<html>No</html>',
		'{}',
		'{"requestError":{}}',
		'{"requestError":"No"}',
		'{"errorCode":"E401"}',
		'{"description":"No"}',
	])('does not take %s for one, which any server may answer', (body) => {
		expect(isInfobipError(body)).toBe(false);
	});
});
