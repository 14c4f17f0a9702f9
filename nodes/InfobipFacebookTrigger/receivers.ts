import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Connection } from '../connection/connection';
import { secretIn } from '../../infobip/facebook/forwardSecret';
import { forward, queryOf } from './forwardAction';
import { receiveThrough } from './hookParameters';
import { page } from './pageSubscription';
import type { Receiver } from './receiver';

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
