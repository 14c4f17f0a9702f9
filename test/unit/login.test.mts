import { readLogin } from '../../credentials/login.ts';
import { authorization } from '../../infobip/authorization.ts';

describe('readLogin', () => {
	it('reads username and password', () => {
		const credential = {
			authentication: 'basic',
			username: ' demo ',
			password: ' p w ',
			apiKey: 'k',
		};
		expect(readLogin(credential)).toEqual({ kind: 'basic', username: 'demo', password: ' p w ' });
	});

	it('reads an API key', () => {
		const credential = { authentication: 'apiKey', username: 'demo', password: 'p', apiKey: ' k ' };
		expect(readLogin(credential)).toEqual({ kind: 'apiKey', apiKey: 'k' });
	});

	it.each(['App demo-key', 'app  demo-key', ' App demo-key '])(
		'reads an API key that was pasted with its scheme: %j',
		(apiKey) => {
			expect(readLogin({ authentication: 'apiKey', apiKey })).toEqual({
				kind: 'apiKey',
				apiKey: 'demo-key',
			});
		},
	);

	it('keeps a key that only begins like the scheme', () => {
		expect(readLogin({ authentication: 'apiKey', apiKey: 'Apple-key' })).toEqual({
			kind: 'apiKey',
			apiKey: 'Apple-key',
		});
	});

	it('takes missing fields for empty ones', () => {
		expect(readLogin({})).toEqual({ kind: 'basic', username: '', password: '' });
		expect(readLogin({ authentication: 'apiKey' })).toEqual({ kind: 'apiKey', apiKey: '' });
	});
});

describe('authorization', () => {
	it('is Basic with username and password in base64', () => {
		// The example of RFC 7617.
		const login = { kind: 'basic', username: 'Aladdin', password: 'open sesame' } as const;
		expect(authorization(login)).toBe('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==');
	});

	it('writes other letters in UTF-8', () => {
		// The example of RFC 7617, 2.1.
		const login = { kind: 'basic', username: 'test', password: '123£' } as const;
		expect(authorization(login)).toBe('Basic dGVzdDoxMjPCow==');
	});

	it('is App with an API key', () => {
		expect(authorization({ kind: 'apiKey', apiKey: 'demo-key' })).toBe('App demo-key');
	});
});
