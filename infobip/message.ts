/**
 * The outbound message, in our words. It knows neither n8n's form nor a wire format: an adapter for
 * each API of Infobip's (`facebook/`, later `messenger/`) writes it down.
 */
import type { JsonObject } from './json';

export interface OutboundMessage {
	readonly sender: Sender;
	/** Undefined only where a custom body names the recipient itself. */
	readonly recipient: Recipient | undefined;
	readonly content: Content;
	readonly options: MessageOptions;
}

export interface Sender {
	readonly kind: 'application';
	/** The application key. */
	readonly key: string;
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
	| { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
	| { readonly type: 'custom'; readonly body: JsonObject };

export type Button =
	| { readonly type: 'url'; readonly title: string; readonly url: string }
	| { readonly type: 'postback'; readonly title: string; readonly payload: string };

export interface MessageOptions {
	/** Comes back with delivery reports. */
	readonly callbackData?: string;
	readonly notificationType?: 'REGULAR' | 'SILENT_PUSH' | 'NO_PUSH';
	readonly validityPeriod?: {
		readonly amount: number;
		readonly unit: 'SECONDS' | 'MINUTES' | 'HOURS';
	};
}
