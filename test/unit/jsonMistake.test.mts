import fc from 'fast-check';

import { jsonMistake } from '../../infobip/jsonMistake.ts';

const isJson = (text: string): boolean => {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
};

it.each([
	['{\n  "a": 1,\n  "text": "Dear Ann,\nhello"\n}', 3, 21, /line break/, true],
	['{ "text": "She said "yes" to it" }', 1, 22, /double quote has ended the text/, true],
	['{ "text": "yes"', 1, 16, /ends where "," or/, false],
	['{ "text": "yes }', 1, 11, /has no end/, true],
	['{ "path": "C:\\temp" , "x": "\\d" }', 1, 29, /backslash/, true],
	['{ "text": "a\tb" }', 1, 13, /control character/, true],
	['{ "text": undefined }', 1, 11, /"undefined" is where a value/, true],
	['{ "text": [object Object] }', 1, 12, /"object" is where a value/, true],
	['{ "a": 1, }', 1, 11, /"}" is where a name/, false],
	["{ 'a': 1 }", 1, 3, /where a name in double quotes/, false],
	['{ "a": 1 "b": 2 }', 1, 10, /where "," or/, false],
	['{ "a": "1"\n  "b": 2 }', 2, 3, /is missing before this/, false],
	['{ "a": 01 }', 1, 8, /where a value/, false],
	['{ "👋👋": x }', 1, 9, /"x" is where a value/, false],
	['{} {}', 1, 4, /nothing more/, false],
	['{', 1, 2, /ends where a name/, false],
])('%j: line %i, column %i', (text, line, column, problem, isUnescaped) => {
	expect(jsonMistake(text)).toEqual({
		line,
		column,
		problem: expect.stringMatching(problem) as string,
		isUnescaped,
	});
});

const json = fc.json();
const damaged = fc
	.tuple(
		json,
		fc.array(
			fc.tuple(fc.nat(), fc.constantFrom('', '"', ',', '}', '\n', '\\', ':', '0', 'e', ' ')),
		),
	)
	.map(([text, changes]) =>
		changes.reduce((changed, [place, mark]) => {
			const at = place % (changed.length + 1);
			return changed.slice(0, at) + mark + changed.slice(at + (mark === '' ? 1 : 0));
		}, text),
	);

it('agrees with the engine on what is JSON', () => {
	fc.assert(
		fc.property(fc.oneof(json, damaged, fc.string({ unit: 'binary' })), (text) => {
			expect([text, jsonMistake(text) === undefined]).toEqual([text, isJson(text)]);
		}),
		{ numRuns: 3000 },
	);
});

it.each([
	['a long text', `"${'x'.repeat(2_000_000)}`],
	['many quotes', '"'.repeat(2_000_000)],
	['deep lists', '['.repeat(2_000_000)],
	['many escapes', `"${'\\n'.repeat(1_000_000)}`],
	['many spaces', ' '.repeat(2_000_000)],
	['many digits', '1'.repeat(2_000_000) + 'x'],
])('takes little time for %s', (_case, text) => {
	const start = performance.now();
	expect(jsonMistake(text)).toBeDefined();
	expect(performance.now() - start).toBeLessThan(2000);
});
