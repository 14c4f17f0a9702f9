/**
 * What the Messages API carries to which channel. The one table: sending checks by it, and
 * `docs/failover.md` shows it.
 */
import type { FailoverChannel } from '../message/failover';

/**
 * | mark | meaning |
 * | --- | --- |
 * | `shown` | Infobip shows it as a message of its own on that channel (documented by example) |
 * | `adapted` | the text arrives without it (documented) |
 * | `open` | no example and no rule: Infobip adapts it as well as it can (not established) |
 * | `refused` | refused by the node before anything is sent (inferred) |
 */
export type Mark = 'shown' | 'adapted' | 'open' | 'refused';

export type MappedContent =
	| 'text'
	| 'image'
	| 'video'
	| 'file'
	| 'location'
	| 'postbackButton'
	| 'urlButton'
	| 'callButton'
	| 'carousel'
	| 'template';

type Row = Readonly<Record<FailoverChannel | 'MESSENGER', Mark>>;

/** Channels whose examples at Infobip were not read. */
const OTHERS = {
	APPLE_MB: 'open',
	INSTAGRAM_DM: 'open',
	LINE_ON: 'open',
	MMS: 'open',
	VIBER_BOT: 'open',
} as const;

const everywhere: Row = {
	MESSENGER: 'shown',
	SMS: 'shown',
	WHATSAPP: 'shown',
	VIBER_BM: 'shown',
	RCS: 'shown',
	...OTHERS,
};

const button: Row = {
	MESSENGER: 'open',
	SMS: 'adapted',
	WHATSAPP: 'open',
	VIBER_BM: 'open',
	RCS: 'open',
	...OTHERS,
};

export const CONTENT_MARKS: Readonly<Record<MappedContent, Row>> = {
	text: everywhere,
	image: everywhere,
	video: everywhere,
	file: everywhere,
	location: everywhere,
	postbackButton: { ...button, MESSENGER: 'shown', WHATSAPP: 'shown', RCS: 'shown' },
	urlButton: { ...button, VIBER_BM: 'shown' },
	callButton: button,
	carousel: { ...everywhere, SMS: 'refused', MMS: 'refused' },
	// Documented: these four, and no others.
	template: {
		MESSENGER: 'refused',
		SMS: 'refused',
		MMS: 'refused',
		INSTAGRAM_DM: 'refused',
		LINE_ON: 'refused',
		VIBER_BOT: 'refused',
		APPLE_MB: 'shown',
		RCS: 'shown',
		VIBER_BM: 'shown',
		WHATSAPP: 'shown',
	},
};

/** What a send of ours can hold and this API has no place for (documented by absence). */
export const NOT_CARRIED = {
	audio: 'Infobip has no audio there. Send the address as a file or a text instead',
	senderAction: 'typing and seen have no failover',
	optIn: 'an opt-in exists on Messenger only',
	optInCarousel: 'an opt-in exists on Messenger only',
	custom: 'write "failover" into the JSON itself, with a "channel" for the message',
} as const;

interface ChannelFacts {
	/** Whether a recipient is a phone number, rather than an id of the channel's own. */
	readonly byPhoneNumber: boolean;
}

/**
 * Who a recipient is: documented by example. Infobip documents no limit of texts here, and its pages on
 * RCS name two (1,000 and 3,072), so only Infobip decides whether a text is too long for a step.
 */
export const CHANNEL_FACTS: Readonly<Record<FailoverChannel, ChannelFacts>> = {
	SMS: { byPhoneNumber: true },
	MMS: { byPhoneNumber: true },
	WHATSAPP: { byPhoneNumber: true },
	VIBER_BM: { byPhoneNumber: true },
	RCS: { byPhoneNumber: true },
	LINE_ON: { byPhoneNumber: true },
	INSTAGRAM_DM: { byPhoneNumber: false },
	APPLE_MB: { byPhoneNumber: false },
	VIBER_BOT: { byPhoneNumber: false },
};
