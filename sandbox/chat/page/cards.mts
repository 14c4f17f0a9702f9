import type { ShownButton, ShownCard } from '../../platform/shownMessage.mts';
import { button, element, icon } from './element.mts';
import { outerLink, webAddress } from './links.mts';
import { picture } from './media.mts';

/** What a customer can do with a message of the business. */
export interface Answers {
	postback(title: string, payload: string): void;
	/** Agrees to notifications, or takes that back. */
	consent(payload: string, agrees: boolean): void;
	hasAgreed(payload: string): boolean;
}

/** Messenger's words for Infobip's names (inferred from Meta's). */
const OPT_IN_TITLES: Readonly<Record<string, string>> = {
	ALLOW: 'Allow messages',
	GET: 'Get messages',
	GET_UPDATES: 'Get updates',
	OPT_IN: 'Opt in to messages',
	SIGN_UP: 'Sign up for messages',
};

export function buttonList(buttons: ShownButton[], answers: Answers): HTMLElement {
	return element(
		'ul',
		{ class: 'buttons' },
		...buttons.map((one) => element('li', {}, oneButton(one, answers))),
	);
}

function oneButton({ kind, title, value }: ShownButton, answers: Answers): HTMLElement {
	if (kind === 'postback') {
		return button(
			{},
			() => {
				answers.postback(title, value);
			},
			title,
		);
	}
	const address = kind === 'call' ? phoneAddress(value) : webAddress(value);
	if (address === undefined) return element('span', { title: `No address: ${value}` }, title);
	return kind === 'call'
		? element('a', { href: address }, title)
		: outerLink(address, { title: value }, title);
}

function phoneAddress(number: string): string | undefined {
	return /^\+?[\d\s()/-]+$/.test(number) ? `tel:${number.replaceAll(/[^\d+]/g, '')}` : undefined;
}

/** Cards to swipe through, or to step through with the arrows. */
export function cardList(cards: ShownCard[], answers: Answers, isOptIn: boolean): HTMLElement {
	const list = element(
		'ul',
		{ class: 'cards' },
		...cards.map((card) => element('li', { class: 'card' }, ...cardParts(card, answers, isOptIn))),
	);
	if (cards.length === 1) return list;
	const name = `${cards.length} cards`;
	const scroller = element(
		'div',
		{ class: 'scroller', role: 'group', 'aria-label': name, tabindex: '0' },
		list,
	);
	const stepper = (direction: 1 | -1, name: string, drawing: string) =>
		button(
			{ class: `round step ${drawing}`, 'aria-label': name },
			() => {
				const width = list.firstElementChild?.getBoundingClientRect().width ?? 0;
				scroller.scrollBy({ left: direction * (width + CARD_GAP) });
			},
			icon(drawing),
		);
	const back = stepper(-1, 'Previous card', 'back');
	const next = stepper(1, 'Next card', 'next');
	const showSteps = () => {
		const left = scroller.scrollWidth - scroller.clientWidth - scroller.scrollLeft;
		back.hidden = scroller.scrollLeft < 1;
		next.hidden = left < 1;
	};
	scroller.addEventListener('scroll', showSteps);
	new ResizeObserver(showSteps).observe(scroller);
	return element('div', { class: 'carousel' }, scroller, back, next);
}

const CARD_GAP = 8;

function cardParts(card: ShownCard, answers: Answers, isOptIn: boolean): HTMLElement[] {
	const { title, subtitle, imageUrl, buttons } = card;
	const heading = element('strong', {}, title);
	const words = element('div', { class: 'words' }, heading);
	if (subtitle !== undefined) words.append(element('span', {}, subtitle));
	const parts: HTMLElement[] = [];
	const address = webAddress(imageUrl);
	if (address !== undefined) parts.push(picture(address, ''));
	else if (isOptIn) parts.push(element('div', { class: 'opt-in-art' }, icon('bell')));
	const url = webAddress(card.url);
	parts.push(url === undefined ? words : outerLink(url, { class: 'card-link' }, words));
	if (isOptIn) parts.push(...buttons.map((one) => optInButton(one, answers)));
	else if (buttons.length > 0) parts.push(buttonList(buttons, answers));
	return parts;
}

/** Pressed again, it takes the agreement back. Which it is, is brought up to date by `showConsents`. */
function optInButton({ title, value }: ShownButton, answers: Answers): HTMLElement {
	const made = button(
		{ class: 'opt-in', 'data-payload': value, 'data-title': OPT_IN_TITLES[title] ?? title },
		() => {
			answers.consent(value, !answers.hasAgreed(value));
		},
	);
	showConsent(made, answers);
	return made;
}

export function showConsents(within: HTMLElement, answers: Answers): void {
	for (const made of Array.from(within.querySelectorAll<HTMLElement>('.opt-in'))) {
		showConsent(made, answers);
	}
}

function showConsent(made: HTMLElement, answers: Answers): void {
	const { payload = '', title = '' } = made.dataset;
	const has = answers.hasAgreed(payload);
	made.setAttribute('aria-pressed', String(has));
	made.replaceChildren(...(has ? [icon('check'), 'You get messages · stop'] : [title]));
}
