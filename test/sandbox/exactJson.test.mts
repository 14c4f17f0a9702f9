import { parseExactJson, writeExactJson } from '../../sandbox/exactJson.mts';

describe('JSON with exact integers', () => {
	it.each(['12345678901234567', '-98765432109876543', '9007199254740993', '18446744073709551615'])(
		'keeps every digit of %s',
		(digits) => {
			const text = `{"id":${digits},"list":[${digits}]}`;
			expect(writeExactJson(parseExactJson(text))).toBe(text);
		},
	);

	it('leaves every other value as JSON has it', () => {
		const text = '{"a":1,"b":-1.5,"c":1e30,"d":"12345678901234567","e":null,"f":[true,{}]}';
		expect(parseExactJson(text)).toEqual(JSON.parse(text));
	});

	it('refuses what is not JSON', () => {
		expect(() => parseExactJson('{"a":')).toThrow(SyntaxError);
	});
});
