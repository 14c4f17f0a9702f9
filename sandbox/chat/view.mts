import type { ConversationEntry, EntryStatus } from '../platform/conversations.mts';
import type { Forward } from '../platform/forwarder.mts';
import type { Channel } from '../messagesApi/channels.mts';
import type { ChannelOutcomes, Trouble } from '../world.mts';
import type { ShownMessage } from '../platform/shownMessage.mts';

/** Whom a customer can write to. */
export interface Place {
	kind: 'application' | 'page';
	/** An application's key, a page's id. */
	id: string;
	name: string;
	/** Nobody: what is written waits to be fetched, as with `pull`, but nobody has said they will. */
	receiving: 'forward' | 'pull' | 'nobody';
}

/** A customer who has talked to the place. */
export interface Contact {
	userKey: string;
	/** The last message. */
	said: ConversationEntry['said'];
	shown: ShownMessage;
	at: string;
}

/** What became of a customer's message. */
export interface Handover {
	state: Forward['state'];
	/** Where it went, without secrets. */
	url: string;
	/** Null when no answer came. */
	status: number | null;
	error: string | null;
	/** Infobip's minutes until the next try; null when there is none. */
	nextInMinutes: number | null;
}

/** A message of the conversation that is looked at. */
export interface EntryView {
	/** Counts up within the conversation. */
	number: number;
	messageId: string;
	said: ConversationEntry['said'];
	at: string;
	/** Infobip's name of the content. */
	type: string;
	shown: ShownMessage;
	/** Who it came from, on another channel than Messenger. */
	sender?: string;
	status?: EntryStatus;
	/** Of a customer's message that was forwarded. */
	handover?: Handover;
}

/** A request to the Infobip side, or a forward from it; secrets are masked. */
export interface CallView {
	id: string;
	kind: 'request' | 'forward';
	time: string;
	/** What is asked for, or what is told. */
	title: string;
	/** The whole address. */
	address: string;
	/** How it went, in a word or a number. */
	result: string;
	isGood: boolean | null;
	/** How the caller identified itself, or how often it was tried. */
	notes: string[];
	sent: string | null;
	answered: string | null;
}

export interface ChatView {
	places: Place[];
	/** False when the address names a place that is not there. */
	isPlaceKnown: boolean;
	/** Of the place, newest first. */
	contacts: Contact[];
	/** Payloads of the opt-ins that this customer has agreed to. */
	consents: string[];
	entries: EntryView[];
	/** Of this customer's phone, beside Messenger: where something was sent. */
	channels: Channel[];
	/** What becomes of messages, by channel, as it was chosen. */
	outcomes: ChannelOutcomes;
	/** What goes wrong with everything, as it was chosen. */
	trouble: Trouble;
	/** Of the whole sandbox, oldest first. */
	calls: CallView[];
}

/** What has changed: of `entries` and `calls` only those that are new or different. */
export interface ViewChange extends Partial<ChatView> {
	/** Forget what was shown before; everything follows here. */
	isFresh?: true;
}
