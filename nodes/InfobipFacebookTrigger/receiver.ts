import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { EventName } from '../../infobip/event/event';
import type { Connection } from '../connection/connection';

/**
 * One way in which Infobip hands events to a workflow. What it creates at Infobip it notes in the
 * node's static data before it creates it, and marks as its own at Infobip, because a note can be lost.
 */
export interface Receiver {
	/** Reads only. Whether what is noted is in place and is still what the form wants. */
	isInPlace(context: IHookFunctions, connection: Connection): Promise<boolean>;
	/** Replaces what is noted. Throws what `infobip/` throws. */
	start(context: IHookFunctions, connection: Connection): Promise<void>;
	/** Whether this trigger has noted something that is in force. */
	isNoted(context: IHookFunctions | IWebhookFunctions): boolean;
	/** Whether this trigger has noted anything, also what could not be deleted. */
	hasNotes(context: IHookFunctions): boolean;
	/** Discards what is noted, without a call. */
	forget(context: IHookFunctions): void;
	/**
	 * Deletes what is noted, and nothing else, and returns a sentence for each thing that could not be
	 * deleted and stays noted. Throws if Infobip could not be asked.
	 */
	stop(context: IHookFunctions, connection: Connection): Promise<string[]>;
	/** Deletes what this trigger left at Infobip without a note, as after a crash. */
	stopLost(context: IHookFunctions, connection: Connection): Promise<void>;
	/** Whether the caller knows the secret. Reads the credential if the note is lost. */
	isAuthentic(context: IWebhookFunctions): Promise<boolean>;
	/** What Infobip knows our side by: the Page ID or application key. */
	ownId(context: IWebhookFunctions): string | undefined;
	/** The kinds of event that start the workflow. */
	wantedEvents(context: IWebhookFunctions): readonly EventName[];
}
