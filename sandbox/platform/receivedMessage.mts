import type { JsonObject } from '../exactJson.mts';
import type { ReceivedContent } from './receivedContent.mts';

/** A customer's message on its way to the business, whichever API hands it over. */
export interface ReceivedMessage {
	messageId: string;
	userKey: string;
	receivedAt: Date;
	/** The message of the business that this one answers. */
	pairedMessageId: string | null;
	content: ReceivedContent;
	/** Laid over the finished item, to play what Infobip has not shown yet. */
	overrides?: JsonObject;
}
