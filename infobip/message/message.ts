/**
 * The outbound message, in our words. It knows neither n8n's form nor a wire format: an adapter for
 * each API of Infobip's (`facebook/`, `messenger/`) writes it down.
 */
import type { JsonObject } from '../json';
import type { FailoverStep, RegionalOptions } from './failover';

export interface OutboundMessage {
	readonly sender: Sender;
	/** Undefined only if a custom body names the recipient itself. */
	readonly recipient: Recipient | undefined;
	readonly content: Content;
	/** Offered under the message; they vanish when one is chosen. */
	readonly quickReplies?: readonly QuickReply[];
	readonly options: MessageOptions;
	/** How long to wait after the part before it, in milliseconds; only for a part of several. */
	readonly pauseBefore?: number;
	/** Only for a part of several: the others are sent even if this one fails, and it is not returned. */
	readonly mayFail?: boolean;
}

/** Which of Infobip's two APIs sends is decided here. */
export type Sender =
	| { readonly kind: 'application'; readonly key: string }
	| { readonly kind: 'page'; readonly id: string };

/** By which Infobip knows a sender: the key of an Application, the id of a Page. */
export function senderKey(sender: Sender): string {
	return sender.kind === 'page' ? sender.id : sender.key;
}

/** For sentences: "send the message to …". */
export function recipientName({ recipient }: OutboundMessage): string {
	return recipient?.value ?? 'its recipient';
}

export interface Recipient {
	/** A user key is a person's page-scoped id; a phone number needs Customer Matching at Meta. */
	readonly kind: 'userKey' | 'phoneNumber';
	readonly value: string;
}

export type MediaType = 'image' | 'video' | 'audio' | 'file';

export type Content =
	| { readonly type: 'text'; readonly text: string }
	| { readonly type: MediaType; readonly url: string }
	| ({ readonly type: 'location' } & Location)
	| { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
	| { readonly type: 'carousel'; readonly cards: readonly Card[] }
	| { readonly type: 'senderAction'; readonly action: SenderAction }
	| ({ readonly type: 'optIn' } & OptIn)
	| ({ readonly type: 'optInCarousel'; readonly cards: readonly OptInCard[] } & OptInLook)
	| { readonly type: 'custom'; readonly body: JsonObject };

export interface Location {
	/** Degrees. */
	readonly latitude: number;
	/** Degrees. */
	readonly longitude: number;
	readonly name?: string;
	readonly address?: string;
}

export type Button =
	| { readonly type: 'url'; readonly title: string; readonly url: string }
	| { readonly type: 'postback'; readonly title: string; readonly payload: string }
	| { readonly type: 'call'; readonly title: string; readonly phoneNumber: string };

export interface Card {
	readonly title: string;
	readonly subtitle?: string;
	readonly imageUrl?: string;
	/** Opened when the customer taps the card itself. */
	readonly defaultUrl?: string;
	readonly buttons: readonly Button[];
}

export const SENDER_ACTIONS = ['MARK_SEEN', 'TYPING_ON', 'TYPING_OFF'] as const;
export type SenderAction = (typeof SENDER_ACTIONS)[number];

export const ASPECT_RATIOS = ['HORIZONTAL', 'SQUARE'] as const;
export const CALLS_TO_ACTION = ['ALLOW', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP'] as const;

interface OptInLook {
	readonly imageAspectRatio?: (typeof ASPECT_RATIOS)[number];
	readonly timezone?: string;
}

/** One invitation to get messages later; the answer comes as a consent update. */
export interface OptInCard {
	/** Comes back with the consent. */
	readonly payload: string;
	readonly title?: string;
	readonly imageUrl?: string;
	readonly callToAction?: (typeof CALLS_TO_ACTION)[number];
}

export type OptIn = OptInCard & OptInLook;

export type QuickReply =
	| {
			readonly type: 'text';
			readonly title: string;
			readonly payload: string;
			readonly imageUrl?: string;
	  }
	| { readonly type: 'phoneNumber' }
	| { readonly type: 'email' };

export const NOTIFICATION_TYPES = ['NO_PUSH', 'REGULAR', 'SILENT_PUSH'] as const;
export const TIME_UNITS = ['HOURS', 'MINUTES', 'SECONDS'] as const;
export const SPEED_UNITS = ['DAY', 'HOUR', 'MINUTE'] as const;
export const DAYS = [
	'MONDAY',
	'TUESDAY',
	'WEDNESDAY',
	'THURSDAY',
	'FRIDAY',
	'SATURDAY',
	'SUNDAY',
] as const;

/** Options of a message. Each API knows some of them; the adapters say which. */
export interface MessageOptions {
	/** Comes back with delivery reports. */
	readonly callbackData?: string;
	readonly notificationType?: (typeof NOTIFICATION_TYPES)[number];
	readonly validityPeriod?: {
		readonly amount: number;
		readonly unit: (typeof TIME_UNITS)[number];
	};
	readonly messageId?: string;
	readonly deliveryUrl?: string;
	readonly seenUrl?: string;
	readonly intermediateReport?: boolean;
	readonly deliveryTimeWindow?: TimeWindow;
	readonly bulkId?: string;
	/** ISO 8601. */
	readonly sendAt?: string;
	readonly sendingSpeed?: {
		readonly amount: number;
		readonly unit: (typeof SPEED_UNITS)[number];
	};
	readonly entityId?: string;
	readonly applicationId?: string;
	readonly campaignReferenceId?: string;
	/** What is tried after Messenger, in this order. With at least one step the Messages API sends. */
	readonly failover?: readonly FailoverStep[];
	/** Whether what a channel of the failover does not support is left out rather than refused. */
	readonly adaptToChannel?: boolean;
	/** Whether each step that was tried is reported, rather than only the last one. */
	readonly reportEveryStep?: boolean;
	readonly regional?: RegionalOptions;
}

/** When Infobip may deliver, in UTC. */
export interface TimeWindow {
	readonly days: ReadonlyArray<(typeof DAYS)[number]>;
	readonly from?: TimeOfDay;
	readonly to?: TimeOfDay;
}

export interface TimeOfDay {
	readonly hour: number;
	readonly minute: number;
}
