import type { CallView, EntryView, Place, ViewChange } from '../view.mts';
import { CallList } from './calls.mts';
import type { Answers } from './cards.mts';
import { setUpComposer } from './composer.mts';
import { showChannels, showOutcomes } from './channels.mts';
import { showContacts } from './contacts.mts';
import {
	changeConsent,
	chooseOutcome,
	chooseTrouble,
	connectDemoPage,
	markSeen,
	Refused,
	write,
} from './control.mts';
import type { Addressee, Content } from './control.mts';
import { Conversation } from './conversation.mts';
import { setUpLocation, setUpNewCustomer, setUpPictures } from './dialogs.mts';
import { byId, tell } from './element.mts';
import { noPlace, nothingSaid, unknownPlace } from './emptyState.mts';
import { addressOf, chosenIn, DEFAULT_CUSTOMER, showPlaces } from './looked.mts';
import type { Looked } from './looked.mts';
import { noticeFor } from './notices.mts';
import { offeredReplies, showQuickReplies } from './quickReplies.mts';
import { setUpScreens, showScreen } from './screens.mts';
import { Scroll } from './scroll.mts';
import { Stream } from './stream.mts';
import { showTyping, typingLeft } from './typing.mts';
import { showTrouble } from './trouble.mts';
import { customerName } from './words.mts';

const SHOWN_CALLS = 100;

const log = byId('log', HTMLElement);
const text = byId('text', HTMLTextAreaElement);
const readAtOnce = byId('read-at-once', HTMLInputElement);

let looked: Looked = chosenIn(new URLSearchParams(location.search));
let known: Required<Omit<ViewChange, 'isFresh' | 'entries' | 'calls'>> = nothingKnown();
const entries = new Map<number, EntryView>();
let typingTimer: number | undefined;
let isMarking = false;

const answers: Answers = {
	postback: (title, payload) => {
		void attempt(() => send({ type: 'POSTBACK', title, payload }));
	},
	consent: (payload, agrees) => {
		void attempt(async () => {
			if (looked.place?.kind !== 'page' || looked.userKey === undefined) return;
			await changeConsent(looked.userKey, looked.place.id, payload, agrees);
		});
	},
	hasAgreed: (payload) => known.consents.includes(payload),
};
const conversation = new Conversation(byId('messages', HTMLOListElement), answers);
const calls = new CallList(byId('calls', HTMLOListElement));
const scroll = new Scroll(log);
const stream = new Stream(hear, (isConnected) => {
	byId('connection', HTMLElement).hidden = isConnected;
});

setUpScreens();
setUpComposer(text, (written) => attempt(() => send({ type: 'TEXT', text: written })));
setUpPictures(send, attempt);
setUpLocation(send, attempt);
setUpNewCustomer(chooseCustomer);
setUpCallFilter();
const placeList = byId('place', HTMLSelectElement);
placeList.addEventListener('change', () => {
	const place = known.places[placeList.selectedIndex];
	if (place) look({ place });
});
readAtOnce.addEventListener('change', readWhatArrived);
document.addEventListener('visibilitychange', readWhatArrived);
look(looked);

function nothingKnown() {
	return {
		places: [],
		isPlaceKnown: true,
		contacts: [],
		consents: [],
		channels: [],
		outcomes: {},
		trouble: 'none' as const,
	};
}

/** Shows another conversation, from the beginning. */
function look(next: Looked): void {
	looked = next;
	known = { ...nothingKnown(), places: known.places };
	const address = addressOf(next);
	history.replaceState(null, '', address.size > 0 ? `/?${address.toString()}` : '/');
	tell(byId('error', HTMLElement), undefined);
	stream.open(address);
}

function chooseCustomer(userKey: string): void {
	look({ ...(looked.place && { place: looked.place }), userKey });
	showScreen('chat');
	text.focus();
}

/** Messenger where it is undefined. */
function chooseChannel(channel: string | undefined): void {
	const { place: from, userKey } = looked;
	look({
		...(from && { place: from }),
		...(userKey !== undefined && { userKey }),
		...(channel !== undefined && { channel }),
	});
}

function hear({ isFresh, entries: said = [], calls: made = [], ...parts }: ViewChange): void {
	log.setAttribute('aria-busy', String(isFresh === true));
	if (isFresh) forget();
	known = { ...known, ...parts };
	for (const entry of said) entries.set(entry.number, entry);
	if (chooseWhatIsMissing()) return;
	showAround();
	showConversation(
		said.some((entry) => entry.said === 'customer'),
		isFresh === true,
	);
	showCalls(made);
	log.setAttribute('aria-busy', 'false');
	readWhatArrived();
}

function forget(): void {
	entries.clear();
	conversation.clear();
	calls.clear();
}

/** Without a choice in the address, the first place that answers and who last wrote to it. */
function chooseWhatIsMissing(): boolean {
	const { places, contacts, isPlaceKnown } = known;
	if (!looked.place) {
		const place = places.find(({ receiving }) => receiving === 'forward') ?? places[0];
		if (place) look({ ...looked, place });
		return place !== undefined;
	}
	if (looked.userKey === undefined && isPlaceKnown) {
		look({ ...looked, userKey: contacts[0]?.userKey ?? DEFAULT_CUSTOMER });
		return true;
	}
	return false;
}

function place(): Place | undefined {
	return known.places.find(({ kind, id }) => kind === looked.place?.kind && id === looked.place.id);
}

/** All but the messages: places, customers, the head of the chat and what prevents it. */
function showAround(): void {
	const here = place();
	const { userKey } = looked;
	showPlaces(placeList, known.places, here);
	showContacts(byId('contacts', HTMLUListElement), known.contacts, here && userKey, chooseCustomer);
	tell(byId('title', HTMLElement), here?.name ?? 'Chat');
	const subtitle = `${here?.kind === 'page' ? 'Page' : 'Application'} ${here?.id ?? ''}`;
	const you = userKey === undefined ? '' : `You are ${customerName(userKey)}`;
	tell(byId('subtitle', HTMLElement), here ? `${you} · ${subtitle}` : undefined);
	document.title = `${here ? `${here.name} · ` : ''}Infobip sandbox`;
	byId('read-field', HTMLElement).hidden = here?.kind !== 'page';
	// The sandbox carries no answers on the phone's other channels.
	byId('composer', HTMLElement).hidden = here === undefined || looked.channel !== undefined;
	showChannels(byId('channels', HTMLElement), known.channels, looked.channel, chooseChannel);
	showOutcomes(byId('outcomes', HTMLElement), known.outcomes, (channel, outcome) => {
		void attempt(() => chooseOutcome(channel, outcome));
	});
	showTrouble(byId('trouble', HTMLElement), known.trouble, (trouble) => {
		void attempt(() => chooseTrouble(trouble));
	});
	byId('new-customer', HTMLButtonElement).disabled = here === undefined;
	tell(
		byId('notice', HTMLElement),
		here && entries.size > 0 && looked.channel === undefined
			? noticeFor(here, [...entries.values()])
			: undefined,
	);
	showEmptyState(here);
}

function showEmptyState(here: Place | undefined): void {
	const empty = byId('empty', HTMLElement);
	empty.hidden = entries.size > 0;
	if (here) {
		empty.replaceChildren(
			...nothingSaid(here, () => {
				void attempt(() => send({ type: 'TEXT', text: 'Hello!' }));
			}),
		);
	} else if (known.isPlaceKnown) {
		empty.replaceChildren(
			...noPlace(() => {
				void attempt(connectDemoPage);
			}),
		);
	} else {
		empty.replaceChildren(...unknownPlace());
	}
}

function showConversation(hasOwn: boolean, isFresh: boolean): void {
	const all = [...entries.values()];
	scroll.keep(() => {
		conversation.show(all);
		conversation.showConsents();
		showQuickReplies(byId('quick-replies', HTMLElement), offeredReplies(all), (content) => {
			void attempt(() => send(content));
			text.focus();
		});
		showWhetherTyping();
	}, hasOwn || isFresh);
}

function showWhetherTyping(): void {
	const left = typingLeft([...entries.values()], Date.now());
	showTyping(byId('typing', HTMLElement), left > 0);
	clearTimeout(typingTimer);
	if (left > 0) typingTimer = window.setTimeout(showWhetherTyping, left);
}

function showCalls(made: CallView[]): void {
	calls.show(made, SHOWN_CALLS);
	byId('no-calls', HTMLElement).hidden = calls.size > 0;
}

function setUpCallFilter(): void {
	for (const choice of Array.from(document.querySelectorAll<HTMLInputElement>('[name=calls]'))) {
		choice.addEventListener('change', () => {
			byId('calls', HTMLOListElement).dataset['kind'] = choice.value;
		});
	}
}

async function send(content: Content): Promise<void> {
	const { place: to, userKey } = looked;
	if (!to || userKey === undefined) throw new Refused('First choose who to write to.');
	const addressee: Addressee = to.kind === 'page' ? { pageId: to.id } : { applicationKey: to.id };
	await write(userKey, addressee, content);
}

/** As in Messenger: what arrives before someone's eyes is read. */
function readWhatArrived(): void {
	const { place: from, userKey } = looked;
	const isUnread = [...entries.values()].some(
		({ said, status, shown }) =>
			said === 'business' && status === 'delivered' && shown.kind !== 'action',
	);
	if (
		looked.channel !== undefined ||
		isMarking ||
		!isUnread ||
		!readAtOnce.checked ||
		document.hidden
	)
		return;
	if (from?.kind !== 'page' || userKey === undefined) return;
	isMarking = true;
	void attempt(async () => {
		try {
			await markSeen(userKey, from.id);
		} finally {
			isMarking = false;
		}
	});
}

/**
 * Runs it, and says in a sentence why it was refused.
 *
 * @returns whether it was done
 */
async function attempt(work: () => Promise<void>): Promise<boolean> {
	const error = byId('error', HTMLElement);
	try {
		await work();
		tell(error, undefined);
		return true;
	} catch (refusal) {
		tell(error, refusal instanceof Error ? refusal.message : String(refusal));
		return false;
	}
}
