/** Finds where a text stops being JSON: what engines report about it differs, and often lacks the place. */

export interface JsonMistake {
	/** Both from 1; a column is a character as people count them. */
	readonly line: number;
	readonly column: number;
	/** Continues "line 3, column 14: …". */
	readonly problem: string;
	/** Whether a text that was inserted without being escaped is the likely cause. */
	readonly isUnescaped: boolean;
}

type Expected = 'value' | 'valueOrEnd' | 'key' | 'keyOrEnd' | 'colon' | 'commaOrEnd' | 'end';

type Mistake = Omit<JsonMistake, 'line' | 'column'> & { readonly at: number };

const WANTED: Readonly<Record<Expected, string>> = {
	value: 'a value',
	valueOrEnd: 'a value or "]"',
	key: 'a name in double quotes',
	keyOrEnd: 'a name in double quotes or "}"',
	colon: '":"',
	commaOrEnd: '"," or the closing bracket',
	end: 'nothing more',
};

const SPACE = /[ \t\r\n]*/y;
const SIMPLE_VALUE = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const STRING_PART = /[^"\\\p{Cc}]+|[\u007f-\u009f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;
const WORD = /[^\s,:{}[\]"]+|[\s\S]/uy;

/** Undefined if there is none. Takes time in proportion to the text, however deep it is nested. */
export function jsonMistake(text: string): JsonMistake | undefined {
	const mistake = firstMistake(text);
	if (mistake === undefined) return undefined;
	const { at, problem, isUnescaped } = mistake;
	const lines = text.slice(0, at).split(/\r\n|\r|\n/);
	const column = Array.from(lines.at(-1) ?? '').length + 1;
	return { line: lines.length, column, problem, isUnescaped };
}

function firstMistake(text: string): Mistake | undefined {
	const open: string[] = [];
	let expected: Expected = 'value';
	let isAfterText = false;
	const closed = (): Expected => (open.length === 0 ? 'end' : 'commaOrEnd');
	for (let at = skip(SPACE, text, 0); at < text.length; at = skip(SPACE, text, at)) {
		const mark = text[at] ?? '';
		const wantsValue: boolean = expected === 'value' || expected === 'valueOrEnd';
		const wantsKey: boolean = expected === 'key' || expected === 'keyOrEnd';
		if (mark === '"' && (wantsValue || wantsKey)) {
			const string = readString(text, at);
			if ('problem' in string) return string;
			at = string.end;
			expected = wantsKey ? 'colon' : closed();
			isAfterText = true;
			continue;
		}
		if (wantsValue && (mark === '{' || mark === '[')) {
			open.push(mark);
			expected = mark === '{' ? 'keyOrEnd' : 'valueOrEnd';
		} else if (mark === ':' && expected === 'colon') {
			expected = 'value';
		} else if (mark === ',' && expected === 'commaOrEnd') {
			expected = open.at(-1) === '{' ? 'key' : 'value';
		} else if (closes(mark, open.at(-1), expected)) {
			open.pop();
			expected = closed();
		} else {
			const end = wantsValue ? skip(SIMPLE_VALUE, text, at) : at;
			if (end === at) return unexpected(text, at, expected, isAfterText);
			at = end;
			expected = closed();
			isAfterText = false;
			continue;
		}
		at++;
		isAfterText = false;
	}
	if (expected === 'end') return undefined;
	const problem = `the JSON ends where ${WANTED[expected]} is expected`;
	return { at: text.length, problem, isUnescaped: false };
}

function closes(mark: string, open: string | undefined, expected: Expected): boolean {
	return mark === '}'
		? open === '{' && (expected === 'keyOrEnd' || expected === 'commaOrEnd')
		: mark === ']' && open === '[' && (expected === 'valueOrEnd' || expected === 'commaOrEnd');
}

function readString(text: string, start: number): { readonly end: number } | Mistake {
	let at = start + 1;
	for (let next; (next = skip(STRING_PART, text, at)) > at; ) at = next;
	const mark = text[at];
	if (mark === '"') return { end: at + 1 };
	if (mark === undefined) {
		return { at: start, problem: 'the text that begins here has no end', isUnescaped: true };
	}
	const problem =
		mark === '\n' || mark === '\r'
			? 'a text has a line break in it, which JSON writes as \\n'
			: mark === '\\'
				? 'a text has a backslash in it, which JSON writes as \\\\'
				: 'a text has a control character in it, such as a tab, which JSON writes as \\t';
	return { at, problem, isUnescaped: true };
}

function unexpected(text: string, at: number, expected: Expected, isAfterText: boolean): Mistake {
	const word = text.slice(at, skip(WORD, text, at)).slice(0, LONGEST_WORD);
	if (isAfterText) {
		// Right behind a text: a quote inside of it has ended it, or a comma is missing.
		const isMissing = word === '"' && /\n/.test(text.slice(text.lastIndexOf('"', at - 1) + 1, at));
		const problem = isMissing
			? `${WANTED[expected]} is missing before this`
			: `a double quote has ended the text before "${word}". Inside a text JSON writes it as \\"`;
		return { at, problem, isUnescaped: !isMissing };
	}
	const found = word === '"' ? 'a text' : `"${word}"`;
	const isUnescaped = word === 'undefined' || text.startsWith('[object ', at - 1);
	return { at, problem: `${found} is where ${WANTED[expected]} is expected`, isUnescaped };
}

const LONGEST_WORD = 30;

/** The end of what the pattern matches at that place; the place itself if it does not. */
function skip(pattern: RegExp, text: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(text) ? pattern.lastIndex : at;
}
