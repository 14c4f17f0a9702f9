/** Turns Markdown into text that reads well where nothing renders it, as in Messenger. */
import type { MarkedToken, Token, Tokens } from 'marked';

import type { Span } from './splitText';

export interface PlainText {
	readonly text: string;
	/** Where its blocks of code are; undefined if nobody has looked for them. */
	readonly code: readonly Span[] | undefined;
}

/**
 * GitHub's Markdown, with line breaks kept. The text is empty if there is nothing but marks; undefined
 * if it is nested too deeply for the parser, which calls itself for every level.
 */
export async function markdownToText(markdown: string): Promise<PlainText | undefined> {
	// Its regular expressions take longer to load than the rest of the package, and few need them.
	const { lexer } = await import('marked');
	try {
		const lines = inParagraphs(lexer(markdown), 0);
		const text = lines.map((line) => line.text).join('\n');
		return MARKS_ALONE.test(text) ? { text: '', code: [] } : { text, code: codeSpans(lines) };
	} catch (error) {
		return error instanceof RangeError ? undefined : await Promise.reject(error);
	}
}

const MARKS_ALONE = /^[\s*_~`#>|]*$/;

interface Line {
	readonly text: string;
	/** The block of code that it belongs to. */
	readonly code?: Tokens.Code;
}

const BULLETS = ['•', '◦', '▪'];

/** Blocks with an empty line between them. @param depth of lists around them */
function inParagraphs(tokens: readonly Token[], depth: number): Line[] {
	return tokens
		.map((token) => blockLines(token, depth))
		.filter((lines) => lines.length > 0)
		.flatMap((lines, index) => (index === 0 ? lines : [{ text: '' }, ...lines]));
}

/** No extension of `marked` is in use, so there are only the tokens of its own. */
function blockLines(block: Token, depth: number): Line[] {
	const token = block as MarkedToken;
	switch (token.type) {
		case 'code':
			return codeLines(token);
		case 'blockquote':
			return indented(inParagraphs(token.tokens, depth), '> ', '> ');
		case 'list':
			return token.items.flatMap((item, index) => itemLines(token, item, index, depth));
		case 'table':
			return tableLines(token);
		case 'html':
			return linesOf(withoutTags(token.text));
		case 'space':
		case 'def':
		case 'hr':
		case 'checkbox':
			return [];
		default:
			return linesOf(inlineText([token]));
	}
}

function codeLines(token: Tokens.Code): Line[] {
	const text = token.text.trimEnd();
	return text === '' ? [] : text.split('\n').map((line) => ({ text: line, code: token }));
}

function linesOf(text: string): Line[] {
	const trimmed = text.trim();
	return trimmed === '' ? [] : trimmed.split('\n').map((line) => ({ text: line.trim() }));
}

function itemLines(list: Tokens.List, item: Tokens.ListItem, index: number, depth: number): Line[] {
	const sign = item.task ? '' : `${BULLETS[depth % BULLETS.length] ?? ''} `;
	const bullet = list.ordered ? `${Number(list.start) + index}. ` : sign;
	const checked = item.task ? (item.checked ? '☑ ' : '☐ ') : '';
	const lines = item.tokens.flatMap((token) => blockLines(token, depth + 1));
	// A number alone is an answer.
	if (lines.length === 0 && list.ordered) return [{ text: item.raw.trim() }];
	return indented(lines, bullet + checked, '  ');
}

function indented(lines: readonly Line[], first: string, others: string): Line[] {
	return lines.map((line, index) => ({
		...line,
		text: `${index === 0 ? first : others}${line.text}`.trimEnd(),
	}));
}

/** A line for each row: the first cell, and the others with the head of their column. */
function tableLines({ header, rows }: Tokens.Table): Line[] {
	const heads = header.map(({ tokens }) => inlineText(tokens).trim());
	if (rows.length === 0) return linesOf(heads.filter((head) => head !== '').join(', '));
	return rows.flatMap((row) => {
		const [first = '', ...others] = row.map(({ tokens }) => inlineText(tokens).trim());
		const named = others
			.map((cell, column) => [heads[column + 1] ?? '', cell] as const)
			.filter(([, cell]) => cell !== '')
			.map(([head, cell]) => (head === '' ? cell : `${head}: ${cell}`));
		const text = [first, named.join(', ')].filter((part) => part !== '').join(' – ');
		return text === '' ? [] : [{ text: `• ${text.replaceAll('\n', ' ')}` }];
	});
}

function inlineText(tokens: readonly Token[]): string {
	return tokens.map((token) => tokenText(token as MarkedToken)).join('');
}

function tokenText(token: MarkedToken): string {
	switch (token.type) {
		case 'link':
			return linkText(inlineText(token.tokens.map(withoutPicture)), token.href);
		case 'image':
			return linkText(decoded(token.text), token.href);
		case 'html':
			return withoutTags(token.text);
		case 'br':
			return '\n';
		case 'escape':
		case 'codespan':
			return token.text;
		case 'text':
			return token.tokens ? inlineText(token.tokens) : decoded(withFootnotes(token.text));
		case 'checkbox':
			return '';
		default:
			return 'tokens' in token ? inlineText(token.tokens ?? []) : '';
	}
}

/** A picture that is a link is called by its name: there is one address to open. */
function withoutPicture(token: Token): Token {
	return token.type === 'image'
		? { type: 'text', raw: token.raw, text: (token as Tokens.Image).text }
		: token;
}

/** GitHub's footnotes, which the parser does not know: `[^1]` becomes [1], also where `[^1]:` explains it. */
function withFootnotes(text: string): string {
	return text.replace(/\[\^([^\s[\]]+)\]:?/g, '[$1]');
}

/** "title: URL". A chat can open neither relative links nor those to a heading. */
function linkText(title: string, href: string): string {
	const url = decoded(href);
	// A footnote of a single word or address, which the parser takes for the target of a link.
	if (title.startsWith('^')) return `[${title.slice(1)}: ${url}]`;
	if (!/^(https?|mailto|tel):/i.test(url)) return title;
	const address = url.replace(/^(mailto|tel):/i, '');
	if (title === '' || title === url) return address;
	return title === address || url === `http://${title}` ? title : `${title}: ${address}`;
}

function withoutTags(html: string): string {
	const text = html
		.replace(/<(script|style)\b[\s\S]*?(<\/\1\s*>|$)/gi, '')
		.replace(/<!--[\s\S]*?(-->|$)/g, '')
		.replace(/<(br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^<>]*>/gi, '\n')
		.replace(/<\/?[a-z][^<>]*>/gi, '');
	return decoded(text);
}

/** Those that people and language models write; any other one stays as it is. */
const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	apos: "'",
	bdquo: '„',
	bull: '•',
	cent: '¢',
	copy: '©',
	deg: '°',
	euro: '€',
	frac12: '½',
	gt: '>',
	hellip: '…',
	laquo: '«',
	larr: '←',
	ldquo: '“',
	le: '≤',
	lsquo: '‘',
	lt: '<',
	ge: '≥',
	mdash: '—',
	middot: '·',
	nbsp: '\u00a0',
	ndash: '–',
	ne: '≠',
	plusmn: '±',
	pound: '£',
	quot: '"',
	raquo: '»',
	rarr: '→',
	rdquo: '”',
	reg: '®',
	rsquo: '’',
	sbquo: '‚',
	sect: '§',
	times: '×',
	trade: '™',
	yen: '¥',
};

function decoded(text: string): string {
	return text.replace(
		/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z][a-z\d]*));/gi,
		(entity, decimal, hex, name) => {
			if (typeof name === 'string') return ENTITIES[name] ?? entity;
			const code = decimal === undefined ? parseInt(hex, 16) : Number(decimal);
			return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : entity;
		},
	);
}

function codeSpans(lines: readonly Line[]): Span[] {
	const spans = new Map<Tokens.Code, Span>();
	let index = 0;
	for (const { text, code } of lines) {
		const end = index + text.length;
		if (code) spans.set(code, { start: spans.get(code)?.start ?? index, end });
		index = end + 1;
	}
	return [...spans.values()];
}
