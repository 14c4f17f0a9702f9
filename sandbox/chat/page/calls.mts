import type { CallView } from '../view.mts';
import { element, hiddenText } from './element.mts';
import { exactTime } from './words.mts';

interface Drawn {
	details: HTMLDetailsElement;
	view: CallView;
}

/** The panel of API calls and forwards, newest first. A body is laid out only when it is opened. */
export class CallList {
	readonly #list: HTMLElement;
	readonly #drawn = new Map<string, Drawn>();

	constructor(list: HTMLElement) {
		this.#list = list;
	}

	clear(): void {
		this.#drawn.clear();
		this.#list.replaceChildren();
	}

	/** @param views new ones and changed ones, oldest first */
	show(views: CallView[], limit: number): void {
		for (const view of views) this.#show(view);
		while (this.#list.childElementCount > limit) this.#dropOldest();
	}

	get size(): number {
		return this.#drawn.size;
	}

	#show(view: CallView): void {
		const drawn = this.#drawn.get(view.id);
		if (drawn) {
			drawn.view = view;
			fill(drawn);
			return;
		}
		const details = element('details', {});
		const made: Drawn = { details, view };
		details.addEventListener('toggle', () => {
			fill(made);
		});
		this.#drawn.set(view.id, made);
		this.#list.prepend(element('li', { class: view.kind, 'data-id': view.id }, details));
		fill(made);
	}

	#dropOldest(): void {
		const item = this.#list.lastElementChild;
		if (item instanceof HTMLElement) this.#drawn.delete(item.dataset['id'] ?? '');
		item?.remove();
	}
}

function fill({ details, view }: Drawn): void {
	const summary = details.querySelector('summary') ?? element('summary');
	summary.replaceChildren(...summaryParts(view));
	details.replaceChildren(summary, ...(details.open ? bodyParts(view) : []));
}

function summaryParts({ kind, title, address, result, isGood, time }: CallView): HTMLElement[] {
	const state = isGood === null ? 'open' : isGood ? 'good' : 'bad';
	const [, url = ''] = address.split(' ');
	return [
		element('span', { class: 'direction', 'aria-hidden': 'true' }, kind === 'request' ? '→' : '←'),
		element(
			'span',
			{ class: 'address', title: address },
			hiddenText(kind === 'request' ? 'To Infobip: ' : 'Forward: '),
			title,
		),
		element('span', { class: `result ${state}` }, result),
		element(
			'span',
			{ class: 'detail' },
			element('time', { datetime: time }, exactTime(time)),
			kind === 'request' ? '' : ` · to ${new URL(url).host}`,
		),
	];
}

function bodyParts({ kind, address, notes, sent, answered }: CallView): HTMLElement[] {
	return [
		element('p', { class: 'full' }, address),
		...(notes.length > 0
			? [element('ul', { class: 'notes' }, ...notes.map((note) => element('li', {}, note)))]
			: []),
		...body('Body', sent),
		...(kind === 'request' ? body('Answer', answered) : []),
	];
}

function body(title: string, text: string | null): HTMLElement[] {
	if (text === null) return [element('p', { class: 'none' }, `${title}: none`)];
	return [
		element('h3', {}, title),
		element('pre', { tabindex: '0', role: 'group', 'aria-label': title }, text),
	];
}
