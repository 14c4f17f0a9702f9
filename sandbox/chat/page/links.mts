import { element } from './element.mts';

const ADDRESS = /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'“”]/g;

/** The address, if a click on it can only open a page. */
export function webAddress(address: string | undefined): string | undefined {
	return address !== undefined && /^https?:\/\//i.test(address) && URL.canParse(address)
		? address
		: undefined;
}

/** A link that opens next to the chat. */
export function outerLink(
	address: string,
	attributes: Record<string, string>,
	...children: (Node | string)[]
): HTMLAnchorElement {
	const how = { href: address, target: '_blank', rel: 'noopener noreferrer' };
	return element('a', { ...how, ...attributes }, ...children);
}

/** Text as Messenger shows it: addresses in it can be clicked. */
export function withLinks(text: string): (Node | string)[] {
	const parts: (Node | string)[] = [];
	let end = 0;
	for (const match of text.matchAll(ADDRESS)) {
		parts.push(text.slice(end, match.index), outerLink(match[0], {}, match[0]));
		end = match.index + match[0].length;
	}
	return [...parts, text.slice(end)];
}
