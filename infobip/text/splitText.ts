/**
 * Splits a text that is too long for one message. Lengths are in code points, as in `fieldRules`.
 *
 * What fits into one message stays whole: paragraphs, else lines, sentences, words, in this order, and
 * always URLs and blocks of code. A character is never broken, even one of several code points.
 */

/** From `start` up to, but not including, `end`, in code units. */
export interface Span {
	readonly start: number;
	readonly end: number;
}

/**
 * Yields the parts one by one, so that a caller that wants only so many need not split the rest.
 * Joined, they are the text, except for white space at the cuts. No part is empty, so white space
 * alone has none.
 *
 * @param limit characters of a part
 * @param code blocks to keep whole; default: those in fences of Markdown
 */
export function* splitText(
	text: string,
	limit: number,
	code: readonly Span[] = fencedCode(text),
): Generator<string> {
	const splitter = new Splitter(text.trimEnd(), limit, code);
	for (let start = splitter.afterBlanks(0); start < splitter.text.length; ) {
		const end = splitter.endOfPart(start);
		yield splitter.text.slice(start, end).trimEnd();
		start = splitter.afterBlanks(end);
	}
}

export function countCharacters(text: string): number {
	let count = 0;
	for (let index = 0; index < text.length; index = nextCodePoint(text, index)) count++;
	return count;
}

class Splitter {
	readonly text: string;

	private readonly limit: number;

	private readonly solids: readonly Span[];

	private readonly characters: Intl.Segments;

	constructor(text: string, limit: number, code: readonly Span[]) {
		this.text = text;
		this.limit = limit;
		this.solids = [...code, ...urlsIn(text)].filter(({ start, end }) => this.fits(start, end));
		this.characters = new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text);
	}

	/** Where the next part begins. It keeps the indentation of its first line. */
	afterBlanks(index: number): number {
		const end = this.endOfBlanks(index);
		const line = this.text.lastIndexOf('\n', end - 1) + 1;
		return line > index && end - line < this.limit / 2 ? line : end;
	}

	endOfPart(start: number): number {
		const end = advance(this.text, start, this.limit);
		if (end === this.text.length) return end;
		// As far as a unit can reach that begins in this part and fits into the next one.
		const view = { start, end: advance(this.text, end, this.limit + 1) };
		const solids = this.solids.filter((one) => one.end > start && one.start < view.end);
		const edges: number[] = view.end === this.text.length ? [view.end] : [];
		for (const edgesOf of LEVELS) {
			edges.push(...edgesOf(this.text, view, solids).filter((edge) => this.mayCut(edge, solids)));
			const cut = Math.max(...edges.filter((edge) => edge > start && edge <= end));
			const next = Math.min(...edges.filter((edge) => edge > end));
			if (cut > start && this.fits(this.endOfBlanks(cut), next)) return cut;
		}
		const character = this.characters.containing(end)?.index ?? end;
		return character > this.endOfBlanks(start) ? character : end;
	}

	private mayCut(edge: number, solids: readonly Span[]): boolean {
		const isWhole = edge === this.text.length || this.characters.containing(edge)?.index === edge;
		return isWhole && solids.every(({ start, end }) => edge <= start || edge >= end);
	}

	private fits(start: number, end: number): boolean {
		return end - start <= this.limit || advance(this.text, start, this.limit) >= end;
	}

	/** A blank with a combining mark on it is a character, and not a blank. */
	private endOfBlanks(index: number): number {
		const blanks = this.text.slice(index).search(/\S/);
		if (blanks < 0) return this.text.length;
		const end = index + blanks;
		return Math.max(index, this.characters.containing(end)?.index ?? end);
	}
}

type Level = (text: string, view: Span, solids: readonly Span[]) => number[];

/** Where paragraphs, lines, sentences and words end, before the white space that follows them. */
const LEVELS: readonly Level[] = [
	(text, view) => blanksIn(text, view, /\n\s*\n/),
	(text, view) => blanksIn(text, view, /[\n\r\u2028\u2029]/),
	(text, view) => segmentEnds(text, view, 'sentence'),
	(text, view) => blanksIn(text, view, /\s/),
	// Also for languages that write without spaces.
	(text, view, solids) => [
		...segmentEnds(text, view, 'word'),
		...solids.flatMap(({ start, end }) => [start, end]),
	],
];

function blanksIn(text: string, { start, end }: Span, kind: RegExp): number[] {
	return [...text.slice(start, end).matchAll(/\s+/g)]
		.filter(([blanks]) => kind.test(blanks))
		.map(({ index }) => start + index);
}

function segmentEnds(text: string, view: Span, granularity: 'sentence' | 'word'): number[] {
	const segments = new Intl.Segmenter('en', { granularity }).segment(
		text.slice(view.start, view.end),
	);
	return [...segments].map(({ segment, index }) => view.start + index + segment.trimEnd().length);
}

/**
 * Letters of any script may be part of a URL, but also the text that follows it without a space: so
 * the URL counts without them, too.
 */
const URLS = [
	/\b(?:https?:\/\/|www\.)[!#-;=?-~]+\p{M}*/giu,
	/\b(?:https?:\/\/|www\.)[^\s<>"\u3000-\u303f]+/giu,
];

function urlsIn(text: string): Span[] {
	return URLS.flatMap((url) => [...text.matchAll(url)]).map(({ index, 0: { length } }) => ({
		start: index,
		end: index + length,
	}));
}

/** CommonMark: fenced code blocks. One that is not closed reaches to the end. */
export function fencedCode(text: string): Span[] {
	const blocks: Span[] = [];
	let open: { readonly start: number; readonly fence: string } | undefined;
	for (const { index, 0: line } of text.matchAll(/[^\n]*\n?/g)) {
		const [, fence = '', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(line) ?? [];
		if (open === undefined) {
			if (fence !== '' && !(fence.startsWith('`') && info.includes('`')))
				open = { start: index, fence };
		} else if (fence.startsWith(open.fence) && info.trim() === '') {
			blocks.push({ start: open.start, end: index + line.trimEnd().length });
			open = undefined;
		}
	}
	return open === undefined ? blocks : [...blocks, { start: open.start, end: text.length }];
}

/** The index so many code points further on, or the end of the text. */
function advance(text: string, start: number, codePoints: number): number {
	let index = start;
	for (let count = 0; count < codePoints && index < text.length; count++) {
		index = nextCodePoint(text, index);
	}
	return index;
}

function nextCodePoint(text: string, index: number): number {
	return index + ((text.codePointAt(index) ?? 0) > 0xffff ? 2 : 1);
}
