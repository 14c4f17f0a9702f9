import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { readLogin } from '../../credentials/login';
import { deriveSecret } from '../../infobip/secret';
import { accountTag } from '../../infobip/owner';
import type { Connection } from '../connection/connection';
import { CREDENTIAL } from '../connection/transport';
import { ownerOf, type NoteHeader } from './registrationStore';

/**
 * The 64 hex digits that the secret of this trigger is made of. They follow from the login, which
 * nobody but n8n and Infobip knows, so `webhook()` recognises a call of Infobip's even if n8n never
 * came to store what `create` noted (kill -9), or a long execution has written an older state over it.
 *
 * Nothing else would do: the id of this n8n is part of every exported workflow, the webhook's path is
 * in the logs of proxies, n8n's own signing key is not open to nodes, and nothing but static data can
 * be written. If the login changes, the noted secret stays valid until n8n loses the note.
 */
export async function triggerSecret(
	context: IHookFunctions | IWebhookFunctions,
	receiver: string,
): Promise<string> {
	const { instanceId, workflowId, nodeId } = ownerOf(context);
	// n8n calls `create` and `webhook()` of a test listener in this mode.
	const purpose = context.getMode() === 'manual' ? 'test' : 'production';
	const login = readLogin(await context.getCredentials(CREDENTIAL));
	return await deriveSecret(login, instanceId, [receiver, workflowId, nodeId, purpose]);
}

/** As `triggerSecret`; undefined if the credential cannot be read. */
export async function triggerSecretIfKnown(
	context: IWebhookFunctions,
	receiver: string,
): Promise<string | undefined> {
	return await triggerSecret(context, receiver).catch((error: unknown) => {
		context.logger.warn('A call could not be checked: the credential cannot be read', { error });
		return undefined;
	});
}

export async function accountOf(
	context: IHookFunctions,
	{ baseUrl }: Connection,
): Promise<Pick<NoteHeader, 'account' | 'baseUrl'>> {
	const login = readLogin(await context.getCredentials(CREDENTIAL));
	return { account: accountTag(baseUrl, login), baseUrl };
}
