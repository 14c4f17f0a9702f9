import type { ChatView } from '../view.mts';
import { element } from './element.mts';

type Trouble = ChatView['trouble'];

const WORDS = {
	none: ['No trouble', 'Infobip and Messenger work.'],
	windowOver: ['24 hours are over', 'Meta refuses free messages until the customer writes again.'],
	blocked: ['Rejected', 'The customer has blocked the business.'],
	rateLimit: ['Rate limit', 'Infobip answers 429 and asks to wait 5 seconds.'],
	outage: ['Outage', 'Infobip answers 503.'],
} satisfies Record<Trouble, [string, string]>;

/** Shows the menu that makes everything go wrong in one way. */
export function showTrouble(
	list: HTMLElement,
	chosen: Trouble,
	choose: (trouble: Trouble) => void,
): void {
	if (list.childElementCount === 0) {
		list.append(...(Object.keys(WORDS) as Trouble[]).map((trouble) => choice(trouble, choose)));
	}
	for (const input of Array.from(list.querySelectorAll('input'))) {
		input.checked = input.value === chosen;
	}
}

function choice(trouble: Trouble, choose: (trouble: Trouble) => void): HTMLElement {
	const [name, effect] = WORDS[trouble];
	const input = element('input', { type: 'radio', name: 'trouble', value: trouble });
	input.addEventListener('change', () => {
		choose(trouble);
	});
	return element(
		'label',
		{ class: 'trouble-choice' },
		input,
		element('span', {}, name),
		element('span', { class: 'fine' }, effect),
	);
}
