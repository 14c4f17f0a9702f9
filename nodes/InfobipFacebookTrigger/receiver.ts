import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { EventName } from '../../infobip/event/event';
import type { Connection } from '../connection/connection';

/**
 * One way in which Infobip hands events to a workflow. What it makes at Infobip it notes in the
 * node's static data before it makes it, so that it can always be taken away again.
 */
export interface Receiver {
	/** Reads only. True where what is noted is in place and is still what the form wants. */
	isInPlace(context: IHookFunctions, connection: Connection): Promise<boolean>;
	/** Throws what `infobip/` throws. */
	start(context: IHookFunctions, connection: Connection): Promise<void>;
	/** True where something is noted. */
	isNoted(context: IHookFunctions | IWebhookFunctions): boolean;
	/** Takes away what is noted, and nothing else. Throws where Infobip could not be asked. */
	stop(context: IHookFunctions, connection: Connection): Promise<void>;
	/** Whether the call comes from who was told the secret. Reads the credential if the note is lost. */
	isAuthentic(context: IWebhookFunctions): Promise<boolean>;
	/** What Infobip knows our side by: the Page ID or application key. */
	ownId(context: IWebhookFunctions): string | undefined;
	/** The kinds of event that start the workflow. */
	wantedEvents(context: IWebhookFunctions): readonly EventName[];
}
