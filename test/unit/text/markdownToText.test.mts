import { markdownToText } from '../../../infobip/text/markdownToText.ts';
import { splitText } from '../../../infobip/text/splitText.ts';

const text = async (markdown: string) => (await markdownToText(markdown))?.text;

it.each([
	['emphasis', 'It is **very** *nice*, ~~old~~ and ***both***.', 'It is very nice, old and both.'],
	['a heading', '# Your *order*\nIt is on its way.', 'Your order\n\nIt is on its way.'],
	['paragraphs and line breaks', 'One\ntwo  \nthree\n\n\nfour', 'One\ntwo\nthree\n\nfour'],
	[
		'a link',
		'See [our *shop*](https://example.com/a?b=1 "Shop").',
		'See our shop: https://example.com/a?b=1.',
	],
	['a link by reference', '[Shop][1]\n\n[1]: https://example.com', 'Shop: https://example.com'],
	[
		'a link that is its own title',
		'[https://example.com](https://example.com)',
		'https://example.com',
	],
	[
		'a bare link',
		'https://example.com/x, www.example.com',
		'https://example.com/x, www.example.com',
	],
	['a link in angle brackets', '<https://example.com>', 'https://example.com'],
	['a link without a title', '[](https://example.com)', 'https://example.com'],
	[
		'an address',
		'[Mail](mailto:a@example.com), b@example.com',
		'Mail: a@example.com, b@example.com',
	],
	['a phone number', '[Call us](tel:+38510000000)', 'Call us: +38510000000'],
	['a link that a chat cannot open', '[Above](#above) and [here](/x)', 'Above and here'],
	['a picture', '![A mug](https://example.com/m.png)', 'A mug: https://example.com/m.png'],
	[
		'a list',
		'- one\n- **two**\n  - three\n    - four\n- five',
		'• one\n• two\n  ◦ three\n    ▪ four\n• five',
	],
	['a list with space', '* one\n\n* two', '• one\n• two'],
	['an ordered list', '3. one\n4. two\n   - three', '3. one\n4. two\n  ◦ three'],
	['a list of tasks', '- [x] done\n- [ ] open', '☑ done\n☐ open'],
	['numbered tasks', '1. [x] done\n2. [ ] open', '1. ☑ done\n2. ☐ open'],
	[
		'a picture that is a link',
		'[![Our shop](https://example.com/s.png)](https://example.com)',
		'Our shop: https://example.com',
	],
	['an address in angle brackets', '<mailto:a@example.com>', 'a@example.com'],
	[
		'footnotes',
		'Wash it[^1] by hand[^care].\n\n[^1]: In warm water.\n[^care]: See https://example.com',
		'Wash it[1] by hand[care].\n\n[1] In warm water.\n[care] See https://example.com',
	],
	[
		'a footnote that is an address',
		'Wash it[^1].\n\n[^1]: https://example.com/care',
		'Wash it[1: https://example.com/care].',
	],
	[
		'names of characters',
		'&copy; 2026 &mdash; &ldquo;hi&rdquo; &hellip; 5&nbsp;&euro; &frac12; &rarr; &fjlig;',
		'© 2026 — “hi” … 5\u00a0€ ½ → &fjlig;',
	],
	['a list of loose items', '1) one\n\n   more\n\n2) two', '1. one\n  more\n2. two'],
	['quotes in quotes', '> one\n>> two', '> one\n>\n> > two'],
	['hard breaks', 'one\\\ntwo  \nthree', 'one\ntwo\nthree'],
	[
		'code',
		'Run `npm *i*`:\n\n```js\nconst a = "**";\n\n  b\n```',
		'Run npm *i*:\n\nconst a = "**";\n\n  b',
	],
	['a quote', '> first\n> second\n>\n> third', '> first\n> second\n>\n> third'],
	['a rule', 'one\n\n---\n\ntwo', 'one\n\ntwo'],
	[
		'a table',
		'| Mug | Price | Stock |\n|---|:-:|---|\n| Blue | **12 EUR** | 3 |\n| Red | 9 EUR | |',
		'• Blue – Price: 12 EUR, Stock: 3\n• Red – Price: 9 EUR',
	],
	['a table without rows', '| A | B |\n|---|---|', 'A, B'],
	[
		'escapes',
		'\\*not\\* \\_this\\_ 2 * 3 * 4 snake_case_name',
		'*not* _this_ 2 * 3 * 4 snake_case_name',
	],
	[
		'entities',
		'Salt &amp; pepper &lt;3 &#8364; &#x41; &unknown; AT&T',
		'Salt & pepper <3 € A &unknown; AT&T',
	],
	['inline HTML', 'One<br>two <b>three</b> 1 < 2', 'One\ntwo three 1 < 2'],
	['a block of HTML', '<div><p>Hello</p><script>no()</script></div>', 'Hello'],
	['emoji and other scripts', '**你好** 👨‍👩‍👧', '你好 👨‍👩‍👧'],
])('reads well: %s', async (_what, markdown, expected) => {
	await expect(text(markdown)).resolves.toBe(expected);
});

it.each([
	'**',
	'****',
	'#',
	'# ',
	'---',
	'***',
	'> ',
	'- ',
	'```\n```',
	'[]()',
	'![]()',
	'|',
	'_ _',
	'<br>',
	'<!-- x -->',
	' \n\n',
])('has no text: %j', async (markdown) => {
	await expect(text(markdown)).resolves.toBe('');
});

it('is not what is nested without end', async () => {
	await expect(markdownToText('> '.repeat(30_000))).resolves.toBeUndefined();
});

it.each(['-_-', '5', '?', ':-)', '1.', '*a'])('has a text: %j', async (markdown) => {
	await expect(text(markdown)).resolves.not.toBe('');
});

it('says where the code is, in lists and quotes, too', async () => {
	const rendered = (await markdownToText(
		'Run\n\n```\na\n\nb\n```\n\n- item\n  ```\n  c\n  d\n  ```\n',
	))!;
	const code = rendered.code?.map(({ start, end }) => rendered.text.slice(start, end));
	expect(code).toEqual(['a\n\nb', '  c\n  d']);
	expect([...splitText(rendered.text, 14, rendered.code)]).toEqual([
		'Run\n\na\n\nb',
		'• item\n  c\n  d',
	]);
	expect([...splitText(rendered.text, 8, rendered.code)]).toEqual([
		'Run',
		'a\n\nb',
		'• item',
		'  c\n  d',
	]);
});

it.each([
	'[',
	'![',
	'*a ',
	'_a',
	'`',
	'- ',
	'<a',
	'<a href="',
	'&#',
	'|a|\n|-|\n',
	'[a](',
	'**a*',
	'\\',
	'~~a',
	'a<!--',
	'a@',
	'www.',
	'  - a\n',
])(
	'takes 20,000 characters of %j in good time',
	async (piece) => {
		const before = process.cpuUsage();
		await markdownToText(piece.repeat(20_000 / piece.length));
		expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
	},
	30_000,
);
