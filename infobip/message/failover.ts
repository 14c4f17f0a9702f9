/** Failover in our words: what is tried after Messenger if the message does not arrive there. */
import type { JsonObject } from '../json';

/** Channels that can follow Messenger, in the order of their names. */
export const FAILOVER_CHANNELS = [
	'APPLE_MB',
	'INSTAGRAM_DM',
	'LINE_ON',
	'MMS',
	'RCS',
	'SMS',
	'VIBER_BM',
	'VIBER_BOT',
	'WHATSAPP',
] as const;
export type FailoverChannel = (typeof FAILOVER_CHANNELS)[number];

/** In the order of the names. */
export const CHANNEL_NAMES: Readonly<Record<FailoverChannel | 'MESSENGER', string>> = {
	APPLE_MB: 'Apple Messages',
	INSTAGRAM_DM: 'Instagram',
	LINE_ON: 'LINE',
	MESSENGER: 'Messenger',
	MMS: 'MMS',
	RCS: 'RCS',
	SMS: 'SMS',
	VIBER_BM: 'Viber',
	VIBER_BOT: 'Viber Bot',
	WHATSAPP: 'WhatsApp',
};

export interface FailoverStep {
	/** Any text, since a list from an expression may name what cannot be a step. */
	readonly channel: string;
	/** Who the message comes from on the channel: a number, a name or an id. */
	readonly sender: string;
	/** A phone number, or the channel's own id of the recipient. */
	readonly recipient: string;
	readonly content: StepContent;
	/** How long the step is tried before the next one. */
	readonly validityPeriod?: Duration;
}

export type StepContent =
	| { readonly type: 'same' }
	| { readonly type: 'text'; readonly text: string }
	| {
			readonly type: 'image' | 'video' | 'file';
			readonly url: string;
			readonly text?: string;
	  }
	| {
			readonly type: 'template';
			readonly name: string;
			readonly language?: string;
			/** Placeholders with their values, or the whole content of the template. */
			readonly values?: JsonObject;
	  };

export const DURATION_UNITS = ['HOURS', 'MINUTES', 'SECONDS'] as const;

export interface Duration {
	readonly amount: number;
	readonly unit: (typeof DURATION_UNITS)[number];
}

export const RECIPIENT_TYPES = ['BIREYSEL', 'TACIR'] as const;

/** What SMS needs in single countries. */
export interface RegionalOptions {
	readonly indiaDlt?: {
		readonly principalEntityId: string;
		readonly contentTemplateId?: string;
		readonly telemarketerId?: string;
	};
	readonly turkeyIys?: {
		readonly recipientType: (typeof RECIPIENT_TYPES)[number];
		readonly brandCode?: number;
	};
	readonly southKorea?: { readonly title?: string; readonly resellerCode?: number };
}

export function isFailoverChannel(channel: string): channel is FailoverChannel {
	return FAILOVER_CHANNELS.some((one) => one === channel);
}

/** The name as people know it; the text itself if it is not a channel. */
export function channelName(channel: string): string {
	return Object.hasOwn(CHANNEL_NAMES, channel)
		? CHANNEL_NAMES[channel as keyof typeof CHANNEL_NAMES]
		: `"${channel}"`;
}

/**
 * The id of a message with failover says which step is the last one, because no report does: a report
 * of that step is the last, whatever became of it.
 */
export function idOfChain(derivedId: string, steps: readonly FailoverStep[]): string {
	const last = steps.at(-1);
	return last === undefined ? derivedId : `${derivedId}.${last.channel}`;
}

/** Whether the node has made the id, for a message without steps. */
export function isIdWithoutSteps(messageId: string | undefined): boolean {
	return /^(n8n-[0-9a-f]{32}(-\d+)?$|ask1\.)/.test(messageId ?? '');
}

/** The last channel of a chain by its id; undefined for any other id. */
export function lastChannelIn(messageId: string | undefined): string | undefined {
	const [, channel] = /^n8n-[0-9a-f]{32}\.([A-Z_]+)$/.exec(messageId ?? '') ?? [];
	return channel !== undefined && isFailoverChannel(channel) ? channel : undefined;
}
