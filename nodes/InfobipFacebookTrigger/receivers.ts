import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { EventName } from '../../infobip/event/event';
import type { Connection } from '../connection/connection';
import { secretIn } from '../../infobip/facebook/forwardSecret';
import { forward, queryOf } from './forwardAction';
import { receiveThrough } from './hookParameters';
import { page } from './pageSubscription';

/**
 * One way in which Infobip hands events to a workflow. What it creates at Infobip it notes in the
 * node's static data before it creates it, and marks as its own at Infobip, for a note can be lost.
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

export const receivers: readonly Receiver[] = [forward, page];

export function chosenReceiver(context: IHookFunctions, connection: Connection): Receiver {
	return connection.through(receiveThrough(context)) === 'page' ? page : forward;
}

/**
 * The receiver that a call is for. If the form leaves the choice to the credential, what is
 * registered shows what was chosen; reading the credential would cost each call an expression.
 */
export function calledReceiver(context: IWebhookFunctions): Receiver {
	const { chosen } = receiveThrough(context);
	if (chosen !== 'credential') return chosen === 'page' ? page : forward;
	const noted = receivers.find((receiver) => receiver.isNoted(context));
	// n8n has lost the note. Infobip sends no query to a Page's webhook.
	return noted ?? (secretIn(queryOf(context)) === undefined ? page : forward);
}
