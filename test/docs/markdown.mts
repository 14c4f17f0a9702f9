/** What the tests of the guides look at in a page. */
import GithubSlugger from 'github-slugger';
import { lexer, walkTokens } from 'marked';
import type { Token, Tokens } from 'marked';

export interface Link {
	text: string;
	target: string;
	isImage: boolean;
	line: number;
}

export interface CodeBlock {
	language: string;
	code: string;
	line: number;
}

export interface Emphasis {
	text: string;
	line: number;
}

/** Returns links and images, by reference and as `<img>` too. */
export function linksOf(page: string): Link[] {
	return tokensOf(page).flatMap(({ token, line }): Link[] => {
		switch (token.type) {
			case 'link':
			case 'image': {
				const { text, href } = token as Tokens.Link | Tokens.Image;
				return [{ text, target: href, isImage: token.type === 'image', line }];
			}
			case 'html':
				return [...token.raw.matchAll(/<img [^>]*>/g)].map(([tag]) => ({
					text: attributeOf(tag, 'alt'),
					target: attributeOf(tag, 'src'),
					isImage: true,
					line,
				}));
			default:
				return [];
		}
	});
}

export function codeBlocksOf(page: string): CodeBlock[] {
	return tokensOf(page).flatMap(({ token, line }) => {
		if (token.type !== 'code') return [];
		const { lang = '', text } = token as Tokens.Code;
		return [{ language: lang, code: `${text}\n`, line }];
	});
}

/** Returns what is written in italics. */
export function emphasesOf(page: string): Emphasis[] {
	return tokensOf(page).flatMap(({ token, line }) =>
		token.type === 'em' ? [{ text: (token as Tokens.Em).text, line }] : [],
	);
}

/** Returns the anchors that GitHub makes of the headings. */
export function anchorsOf(page: string): Set<string> {
	const slugger = new GithubSlugger();
	const headings = tokensOf(page).flatMap(({ token }) =>
		token.type === 'heading' ? [plainText((token as Tokens.Heading).tokens)] : [],
	);
	return new Set(headings.map((heading) => slugger.slug(heading)));
}

function plainText(tokens: readonly Token[]): string {
	return tokens
		.map((token) =>
			'tokens' in token && token.tokens
				? plainText(token.tokens)
				: 'text' in token
					? String(token.text)
					: '',
		)
		.join('');
}

/** Every token, nested ones included, with the line its text begins in. */
function tokensOf(page: string): { token: Token; line: number }[] {
	const found: { token: Token; line: number }[] = [];
	let offset = 0;
	for (const block of lexer(page)) {
		let inner = offset;
		void walkTokens([block], (token) => {
			const at = page.indexOf(token.raw, offset);
			if (at >= 0) inner = at;
			found.push({ token, line: page.slice(0, inner).split('\n').length });
		});
		offset += block.raw.length;
	}
	return found;
}

function attributeOf(tag: string, name: string): string {
	return new RegExp(`\\b${name}=(["'])(.*?)\\1`).exec(tag)?.[2] ?? '';
}
