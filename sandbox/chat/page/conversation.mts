import type { EntryView } from '../view.mts';
import { buttonList, cardList, showConsents } from './cards.mts';
import type { Answers } from './cards.mts';
import { element, hiddenText } from './element.mts';
import { withLinks } from './links.mts';
import { locationCard } from './location.mts';
import { marksOf } from './marks.mts';
import type { Mark } from './marks.mts';
import { media } from './media.mts';
import { dayAndTime } from './words.mts';

/** After so long a pause the time is shown. */
const PAUSE_MS = 15 * 60 * 1000;

interface Drawn {
	item: HTMLElement;
	mark: HTMLElement;
}

/** The list of messages. What is drawn stays as it is; only the marks change. */
export class Conversation {
	readonly #list: HTMLElement;
	readonly #answers: Answers;
	readonly #drawn = new Map<number, Drawn>();
	#last: EntryView | undefined;

	constructor(list: HTMLElement, answers: Answers) {
		this.#list = list;
		this.#answers = answers;
	}

	clear(): void {
		this.#drawn.clear();
		this.#list.replaceChildren();
		this.#last = undefined;
	}

	/** @param entries all there are, in order */
	show(entries: EntryView[]): void {
		for (const entry of entries) {
			if (entry.shown.kind !== 'action' && !this.#drawn.has(entry.number)) this.#draw(entry);
		}
		const marks = marksOf(entries);
		for (const [number, drawn] of this.#drawn) showMark(drawn, marks.get(number));
	}

	showConsents(): void {
		showConsents(this.#list, this.#answers);
	}

	#draw(entry: EntryView): void {
		const { said, at } = entry;
		const before = this.#last;
		const isLater = !before || Date.parse(at) - Date.parse(before.at) > PAUSE_MS;
		const follows = !isLater && before.said === said;
		const mark = element('p', { class: 'mark' });
		const item = element(
			'li',
			{ class: `from-${said}${follows ? ' follows' : ''}` },
			...(isLater ? [element('p', { class: 'when' }, dayAndTime(at))] : []),
			element(
				'div',
				{ class: 'message', title: dayAndTime(at) },
				hiddenText(said === 'customer' ? 'You: ' : 'The business: '),
				...(entry.sender === undefined
					? []
					: [element('p', { class: 'sender' }, `From ${entry.sender}`)]),
				...contentOf(entry, this.#answers),
			),
			mark,
		);
		this.#list.append(item);
		this.#drawn.set(entry.number, { item, mark });
		this.#last = entry;
	}
}

function showMark({ item, mark }: Drawn, shown: Mark | undefined): void {
	const { kind = '', text = '' } = shown ?? {};
	if (mark.textContent !== text) mark.textContent = text;
	mark.dataset['kind'] = kind;
	item.classList.toggle('lost', kind === 'lost');
	item.classList.toggle('pending', kind === 'pending');
}

function contentOf({ shown, type }: EntryView, answers: Answers): HTMLElement[] {
	const { kind, text = '', url, buttons = [], cards = [] } = shown;
	switch (kind) {
		case 'text': {
			const words = element('p', {}, ...withLinks(text));
			return buttons.length === 0
				? [element('div', { class: 'bubble' }, words)]
				: [element('div', { class: 'bubble with-buttons' }, words, buttonList(buttons, answers))];
		}
		case 'postback':
			return [element('div', { class: 'bubble' }, element('p', {}, text))];
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
			return [media(kind, url)];
		case 'location':
			return [locationCard(shown)];
		case 'cards':
		case 'optIn':
			return [cardList(cards, answers, kind === 'optIn')];
		case 'action':
			return [];
		case 'other':
			return [
				element(
					'div',
					{ class: 'bubble' },
					element('p', {}, `A message of the type ${type}, which this page cannot show.`),
				),
			];
	}
}
