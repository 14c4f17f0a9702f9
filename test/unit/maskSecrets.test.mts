import { maskSecrets, secretMasker } from '../../infobip/maskSecrets.ts';

const secret = 'p"ss/w ör+d';
const mask = secretMasker([secret, undefined, 'abc']);

it.each([
	['as it is', `refused ${secret}!`, 'refused ***!'],
	['in JSON', JSON.stringify({ note: secret }), '{"note":"***"}'],
	['in a URL', `x=${encodeURIComponent(secret)}&y`, 'x=***&y'],
	['in Base64', Buffer.from(secret).toString('base64'), '***'],
	['too short to be told from other texts', 'abcdef', 'abcdef'],
	[
		'before the host of a URL',
		'see https://me:pw@host.example/x',
		'see https://***@host.example/x',
	],
	[
		'in a query',
		'https://host.example/?a=1&access_token=EAAB&b=2',
		'https://host.example/?a=1&access_token=***&b=2',
	],
])('masks a secret %s', (_, text, masked) => {
	expect(mask(text)).toBe(masked);
});

it('masks what has the name of a secret, however deep', () => {
	const value = {
		facebook: { page: { accessToken: 'EAAB', name: 'Shop' }, list: [{ appSecret: 's' }] },
	};
	expect(maskSecrets(value, mask)).toEqual({
		facebook: { page: { accessToken: '***', name: 'Shop' }, list: [{ appSecret: '***' }] },
	});
});

it('takes milliseconds for long texts', () => {
	const start = performance.now();
	mask('<'.repeat(200_000));
	mask('https://'.repeat(25_000));
	mask('?token='.repeat(30_000));
	expect(performance.now() - start).toBeLessThan(500);
});
