type Attributes = Record<string, string | boolean | undefined>;

/** Builds an element. Text goes in as text, never as markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Attributes = {},
	...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
	const made = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (value === true) made.setAttribute(name, '');
		else if (typeof value === 'string') made.setAttribute(name, value);
	}
	made.append(...children);
	return made;
}

const SVG = 'http://www.w3.org/2000/svg';

/** A drawing of the page's sprite, for the eye only. */
export function icon(name: string): SVGElement {
	const svg = document.createElementNS(SVG, 'svg');
	svg.setAttribute('aria-hidden', 'true');
	const use = document.createElementNS(SVG, 'use');
	use.setAttribute('href', `#i-${name}`);
	svg.append(use);
	return svg;
}

export function button(
	attributes: Attributes,
	pressed: () => void,
	...children: (Node | string)[]
): HTMLButtonElement {
	const made = element('button', { type: 'button', ...attributes }, ...children);
	made.addEventListener('click', pressed);
	return made;
}

export function hiddenText(text: string): HTMLElement {
	return element('span', { class: 'visually-hidden' }, text);
}

/**
 * An element of the page, by its id.
 *
 * @throws Error where page and script do not fit
 */
export function byId<E extends HTMLElement>(id: string, type: new () => E): E {
	const found = document.getElementById(id);
	if (found instanceof type) return found;
	throw new Error(`The page has no ${type.name} “${id}”`);
}

/** Shows the text, or hides the element when there is none. */
export function tell(target: HTMLElement, text: string | undefined): void {
	target.hidden = text === undefined;
	if (text !== undefined && target.textContent !== text) target.textContent = text;
}
