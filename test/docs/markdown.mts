/** What the tests of the guides look at in a page. */

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

/** A page with its code taken out, line for line, so that only prose is looked at. */
export function withoutCode(page: string): string {
	const lines = page.split('\n');
	let isCode = false;
	return lines
		.map((line) => {
			const isFence = line.startsWith('```');
			if (isFence) isCode = !isCode;
			return isFence || isCode ? '' : line.replace(/`[^`]*`/g, '');
		})
		.join('\n');
}

/** Links and images, also by reference, `[text][name]` with `[name]: target`, and `<img>`. */
export function linksOf(page: string): Link[] {
	const text = withoutCode(page);
	const targets = new Map(
		[...text.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name, target]) => [name!, target!]),
	);
	const inline = [...text.matchAll(/(!?)\[([^\]]*)\]\(([^)\s]+)\)/g)].map((match) => ({
		match,
		target: match[3]!,
	}));
	const referring = [...text.matchAll(/()\[([^\]]+)\]\[([^\]]+)\]/g)].map((match) => ({
		match,
		target: targets.get(match[3]!) ?? `[${match[3]!}]`,
	}));
	const pictures = [...text.matchAll(/<img [^>]*>/g)].map((match) => ({
		text: attributeOf(match[0], 'alt'),
		target: attributeOf(match[0], 'src'),
		isImage: true,
		line: lineAt(text, match.index),
	}));
	return [
		...pictures,
		...[...inline, ...referring].map(({ match, target }) => ({
			text: match[2]!,
			target,
			isImage: match[1] === '!',
			line: lineAt(text, match.index),
		})),
	];
}

export function codeBlocksOf(page: string): CodeBlock[] {
	return [...page.matchAll(/^```(\w*)[^\n]*\n(.*?)^```$/gms)].map((match) => ({
		language: match[1]!,
		code: match[2]!,
		line: lineAt(page, match.index),
	}));
}

/** The anchors that GitHub makes of the headings; the second of the same name ends in -1. */
export function anchorsOf(page: string): Set<string> {
	const anchors = new Set<string>();
	const seen = new Map<string, number>();
	let isCode = false;
	for (const line of page.split('\n')) {
		if (line.startsWith('```')) isCode = !isCode;
		const heading = isCode ? undefined : /^#{1,6} (.*)$/.exec(line)?.[1];
		if (heading === undefined) continue;
		const anchor = heading
			.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.replace(/\s/g, '-');
		const before = seen.get(anchor) ?? 0;
		seen.set(anchor, before + 1);
		anchors.add(before === 0 ? anchor : `${anchor}-${before}`);
	}
	return anchors;
}

function attributeOf(tag: string, name: string): string {
	return new RegExp(`\\b${name}=(["'])(.*?)\\1`).exec(tag)?.[2] ?? '';
}

function lineAt(text: string, index: number): number {
	return text.slice(0, index).split('\n').length;
}
