import type { ShownMessage } from '../../platform/shownMessage.mts';

const CLOCK = new Intl.DateTimeFormat('en', {
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23',
});
const SECONDS = new Intl.DateTimeFormat('en', { timeStyle: 'medium', hourCycle: 'h23' });
const DAY = new Intl.DateTimeFormat('en', { weekday: 'short', day: 'numeric', month: 'short' });

export function clockTime(at: string): string {
	return CLOCK.format(new Date(at));
}

export function exactTime(at: string): string {
	return SECONDS.format(new Date(at));
}

/** The time alone for today, with the day before it otherwise. */
export function dayAndTime(at: string): string {
	const date = new Date(at);
	const isToday = date.toDateString() === new Date().toDateString();
	return isToday ? CLOCK.format(date) : `${DAY.format(date)}, ${CLOCK.format(date)}`;
}

const FIRST_NAMES =
	'Ana Ben Chloe David Elif Felix Grace Hugo Iva Jonas Kim Luka Mia Noah Olga Pablo Rosa Sam Tara Yusuf'.split(
		' ',
	);

/** A first name that is always the same for a user key, which is all that Infobip delivers. */
export function customerName(userKey: string): string {
	let hash = 0;
	for (const character of userKey) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003;
	return `${FIRST_NAMES[hash % FIRST_NAMES.length] ?? 'Customer'} (${userKey.slice(-4)})`;
}

const KINDS: Readonly<Record<ShownMessage['kind'], string>> = {
	text: 'Message',
	image: 'Picture',
	video: 'Video',
	audio: 'Audio',
	file: 'File',
	location: 'Location',
	postback: 'Button',
	cards: 'Cards',
	optIn: 'Opt-in',
	action: 'Action',
	other: 'Message',
};

/** A message in a line. */
export function summary({ kind, text, cards }: ShownMessage): string {
	return text ?? cards?.[0]?.title ?? KINDS[kind];
}
