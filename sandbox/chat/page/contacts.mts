import type { Contact } from '../view.mts';
import { button, element, icon } from './element.mts';
import { clockTime, customerName, summary } from './words.mts';

/** The customers of a place; the chosen one is among them even before the first message. */
export function showContacts(
	list: HTMLElement,
	contacts: Contact[],
	chosen: string | undefined,
	choose: (userKey: string) => void,
): void {
	const focused = list.contains(document.activeElement);
	const isNew = chosen !== undefined && contacts.every(({ userKey }) => userKey !== chosen);
	list.replaceChildren(
		...(isNew ? [item(chosen, 'Has not written yet', '', true, choose)] : []),
		...contacts.map(({ userKey, said, shown, at }) => {
			const preview = said === 'customer' ? `You: ${summary(shown)}` : summary(shown);
			return item(userKey, preview, clockTime(at), userKey === chosen, choose);
		}),
	);
	if (focused) list.querySelector<HTMLElement>('[aria-current]')?.focus();
}

function item(
	userKey: string,
	preview: string,
	time: string,
	isChosen: boolean,
	choose: (userKey: string) => void,
): HTMLElement {
	const hue = String(Number(/\d{1,6}$/.exec(userKey)?.[0] ?? userKey.length) % 6);
	return element(
		'li',
		{},
		button(
			{ class: 'contact', 'aria-current': isChosen && 'true', title: userKey },
			() => {
				choose(userKey);
			},
			element('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, icon('person')),
			element('span', { class: 'name' }, customerName(userKey)),
			element('span', { class: 'time' }, time),
			element('span', { class: 'preview' }, preview),
		),
	);
}
