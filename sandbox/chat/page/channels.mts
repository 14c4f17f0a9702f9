import type { ChatView } from '../view.mts';
import { button, element } from './element.mts';

/** The phone's channels in the order of their tabs, by their names on the wire. */
const NAMES = {
	MESSENGER: 'Messenger',
	SMS: 'SMS',
	WHATSAPP: 'WhatsApp',
	VIBER_BM: 'Viber',
	RCS: 'RCS',
	MMS: 'MMS',
	INSTAGRAM_DM: 'Instagram',
	LINE_ON: 'LINE',
	APPLE_MB: 'Apple Messages',
	VIBER_BOT: 'Viber Bot',
} satisfies Record<ChatView['channels'][number], string>;

/** What can become of the messages of a channel, in the words of the menu. */
const OUTCOMES = {
	DELIVERED: 'Delivered',
	UNDELIVERABLE: 'Not delivered',
	EXPIRED: 'Expires',
	REJECTED: 'Rejected',
	LATE: 'Expires, then arrives late',
} satisfies Record<NonNullable<ChatView['outcomes']['SMS']>, string>;

type Channel = keyof typeof NAMES;
const CHANNELS = Object.keys(NAMES) as Channel[];

/**
 * One tab for each channel of the customer's phone. There is no bar where only Messenger was used.
 *
 * @param chosen undefined for Messenger
 */
export function showChannels(
	bar: HTMLElement,
	used: Channel[],
	chosen: string | undefined,
	choose: (channel: string | undefined) => void,
): void {
	bar.hidden = used.length === 0;
	const shown = CHANNELS.filter((channel) => channel === 'MESSENGER' || used.includes(channel));
	const state = JSON.stringify([shown, chosen]);
	if (bar.dataset['state'] === state) return;
	bar.dataset['state'] = state;
	const focused = bar.contains(document.activeElement);
	bar.replaceChildren(
		...shown.map((channel) => {
			const isChosen = channel === (chosen ?? 'MESSENGER');
			return button(
				{ class: 'tab', role: 'tab', 'aria-selected': String(isChosen) },
				() => {
					choose(channel === 'MESSENGER' ? undefined : channel);
				},
				NAMES[channel],
			);
		}),
	);
	if (focused) bar.querySelector<HTMLElement>('[aria-selected=true]')?.focus();
}

/** The menu that says which steps of a failover fail. */
export function showOutcomes(
	list: HTMLElement,
	outcomes: ChatView['outcomes'],
	choose: (channel: string, outcome: string) => void,
): void {
	if (list.childElementCount === 0)
		list.append(...CHANNELS.map((one) => outcomeField(one, choose)));
	for (const select of Array.from(list.querySelectorAll('select'))) {
		select.value = outcomes[select.name as Channel] ?? 'DELIVERED';
	}
}

function outcomeField(
	channel: Channel,
	choose: (channel: string, outcome: string) => void,
): HTMLElement {
	const options = Object.entries(OUTCOMES).map(([value, words]) =>
		element('option', { value }, words),
	);
	const select = element('select', { name: channel }, ...options);
	select.addEventListener('change', () => {
		choose(channel, select.value);
	});
	return element('label', { class: 'outcome' }, NAMES[channel], select);
}
