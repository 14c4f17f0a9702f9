import type { EntryView } from '../view.mts';
import { element, hiddenText } from './element.mts';

/** Messenger's dots vanish by themselves after so long. */
const TYPING_MS = 20_000;

/** How long the business is still typing, in milliseconds; 0 when it is not. */
export function typingLeft(entries: EntryView[], now: number): number {
	const last = entries.findLast(
		({ said, shown }) => said === 'business' && shown.action !== 'MARK_SEEN',
	);
	if (last?.shown.action !== 'TYPING_ON') return 0;
	return Math.max(0, Date.parse(last.at) + TYPING_MS - now);
}

export function showTyping(place: HTMLElement, isTyping: boolean): void {
	if (isTyping === place.hasChildNodes()) return;
	place.replaceChildren(
		...(isTyping
			? [
					element(
						'div',
						{ class: 'bubble dots' },
						hiddenText('The business is typing'),
						element('span'),
						element('span'),
						element('span'),
					),
				]
			: []),
	);
}
