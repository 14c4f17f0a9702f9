import fc from 'fast-check';

import { splitText } from '../../../infobip/text/splitText.ts';

const split = (text: string, limit: number) => [...splitText(text, limit)];
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

describe('any text', () => {
	const FAMILY = '👨‍👩‍👧‍👦';
	const URL = 'https://example.com/a?b=c&d=e.f';
	const pieces = fc.oneof(
		{ weight: 4, arbitrary: fc.lorem({ maxCount: 12 }) },
		{ weight: 2, arbitrary: fc.constantFrom(' ', '\n', '\n\n', '  \n \n', '\r\n', '\t') },
		fc.constantFrom(FAMILY, '👍🏽', '🇭🇷🇩🇪', 'é́', '한국어', '今日は良い天気です。', 'ภาษาไทยง่าย'),
		fc.constantFrom(URL, `(${URL})`, `見る${URL}。`, `${URL}\u200d${'天'.repeat(20)}`),
		fc.constantFrom('\n```\ncode\n\n  more\n```\n', '\n~~~js\nlet a\n\nlet b\n~~~\n', '`'),
		fc.constantFrom('\r\n```js\r\nlet a\r\n\r\nlet b\r\n```\r\n', 'One.\r\n\r\nTwo.\r\nThree.'),
		fc.string({ unit: 'grapheme' }),
		fc.string({ unit: 'binary' }),
		fc.constantFrom(
			'x'.repeat(70),
			'e\u0301\u0308'.repeat(40),
			`\n e${'\u0301'.repeat(400)}`,
			' \u0301',
		),
	);
	const texts = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''));
	const limits = fc.integer({ min: 45, max: 300 });
	/** Also those of 60,000 characters, by the limit of a message. */
	const longTexts = fc
		.tuple(texts, fc.constantFrom('\n\n', '\r\n', ' ', ''))
		.map(([text, glue]) => {
			const piece = `${text}${glue}` || ' ';
			return piece.repeat(Math.ceil(60_000 / piece.length)).slice(0, 60_000);
		});
	const holdsFor = (check: (text: string, limit: number, parts: string[]) => void) => {
		fc.assert(
			fc.property(texts, limits, (text, limit) => {
				check(text, limit, split(text, limit));
			}),
			{ numRuns: 500 },
		);
		fc.assert(
			fc.property(longTexts, (text) => {
				check(text, 2000, split(text, 2000));
			}),
			{ numRuns: 20 },
		);
	};

	/** Whether a character of two code units is cut there. */
	const isHalfOfTwo = (text: string, cut: number) => (text.codePointAt(cut - 1) ?? 0) > 0xffff;

	/** Where each part is in the text; throws if anything but white space is between them. */
	const placesOf = (text: string, parts: readonly string[]) => {
		let end = 0;
		const places = parts.map((part) => {
			const start = text.indexOf(part, end);
			expect(start).toBeGreaterThanOrEqual(end);
			expect(text.slice(end, start).trim()).toBe('');
			end = start + part.length;
			return { start, end };
		});
		expect(text.slice(end).trim()).toBe('');
		return places;
	};

	it('is given back by its parts, white space at the cuts aside', () => {
		holdsFor((text, _limit, parts) => {
			placesOf(text, parts);
		});
	});

	it('has no part over the limit, and no empty one', () => {
		holdsFor((_text, limit, parts) => {
			for (const part of parts) {
				expect(Array.from(part).length).toBeLessThanOrEqual(limit);
				expect(part.trim()).not.toBe('');
			}
		});
	});

	it('is cut between characters only, and outside URLs and blocks of code', () => {
		holdsFor((text, limit, parts) => {
			const characters = graphemes.segment(text);
			const inside = [
				...text.matchAll(/\bhttps?:\/\/[!-~]+|^(```|~~~).*\r?\n[^`~]*\r?\n\1(?=\r?$)/gm),
			]
				.filter(([span]) => Array.from(span).length <= limit)
				.map(({ index, 0: span }) => ({ start: index, end: index + span.length }));
			for (const { start, end } of placesOf(text, parts)) {
				for (const cut of [start, end].filter((one) => one < text.length)) {
					expect(isHalfOfTwo(text, cut)).toBe(false);
					const character = characters.containing(cut)!;
					const length = Array.from(character.segment).length;
					expect(length <= limit ? character.index : cut).toBe(cut);
					if (cut > 0) expect(inside.filter((one) => one.start < cut && cut < one.end)).toEqual([]);
				}
			}
		});
	});

	it('needs no more than twice the parts that its length asks for', () => {
		holdsFor((text, limit, parts) => {
			expect(parts.length).toBeLessThanOrEqual(2 * Math.ceil(text.length / limit));
		});
	});
});

describe('breaks', () => {
	const FAMILY = '👨‍👩‍👧‍👦';

	it.each([
		['nothing that fits', 'One.\n\n  Two. ', 20, ['One.\n\n  Two.']],
		['between paragraphs', 'Aa bb. Cc.\n\nDd ee ff. Gg.', 16, ['Aa bb. Cc.', 'Dd ee ff. Gg.']],
		['between lines', 'Aa bb\n- cc dd ee\n- ff', 12, ['Aa bb', '- cc dd ee', '- ff']],
		['between sentences', 'Aa bb? Cc dd! Ee ff gg. Hh', 15, ['Aa bb? Cc dd!', 'Ee ff gg. Hh']],
		['between words', 'aaa bbb ccc ddd eee', 8, ['aaa bbb', 'ccc ddd', 'eee']],
		['a word that is too long', 'aaa bbbbbbbbbb cc', 6, ['aaa bb', 'bbbbbb', 'bb cc']],
		[
			'a paragraph that is too long between its sentences',
			'Hi,\n\nAa bb. Cc dd ee. Ff.',
			12,
			['Hi,\n\nAa bb.', 'Cc dd ee.', 'Ff.'],
		],
		[
			'before a URL',
			'See this https://a.example/b c',
			20,
			['See this', 'https://a.example/b', 'c'],
		],
		[
			'a URL that is too long',
			`https://a.example/${'b'.repeat(9)}`,
			20,
			['https://a.example/', 'bbbbbbbbb'],
		],
		['before an emoji', `aaaaaaa${FAMILY}`, 10, ['aaaaaaa', FAMILY]],
		['between paragraphs of Windows', 'Aa bb.\r\n\r\nDd ee', 10, ['Aa bb.', 'Dd ee']],
		['between lines of Windows', 'Aa bb\r\ncc dd\r\nee', 12, ['Aa bb\r\ncc dd', 'ee']],
		[
			'around code of Windows',
			'Run:\r\n```\r\na\r\n\r\nb\r\n```\r\nWait.',
			18,
			['Run:', '```\r\na\r\n\r\nb\r\n```', 'Wait.'],
		],
		['before a flag', `aaaaaaaaa🇭🇷🇩🇪`, 10, ['aaaaaaaaa', '🇭🇷🇩🇪']],
		[
			'languages without spaces',
			'今日は良い天気です。散歩に行きます。',
			11,
			['今日は良い天気です。', '散歩に行きます。'],
		],
		[
			'around code',
			'Run:\n```\na\n\nb\n```\nThen wait.',
			16,
			['Run:', '```\na\n\nb\n```', 'Then wait.'],
		],
		[
			'code that is too long between its lines',
			'```\n  aaaa\n  bbbb\n```',
			10,
			['```\n  aaaa', '  bbbb\n```'],
		],
		['white space alone', ' \n\n ', 1, []],
	] as Array<[string, string, number, string[]]>)('%s', (_what, text, limit, parts) => {
		expect(split(text, limit)).toEqual(parts);
	});

	it('in good time, whatever it is given', () => {
		const before = process.cpuUsage();
		for (const piece of [
			'a',
			'Aa. ',
			'\n',
			' ',
			FAMILY,
			'\u0301',
			'https://a.b ',
			'```\na\n',
			'天',
		]) {
			expect(split(`e${piece.repeat(60_000 / piece.length)}e`, 2000).length).toBeLessThan(70);
		}
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	});
});
