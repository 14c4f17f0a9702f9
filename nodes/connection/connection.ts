import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';

import { normalizeBaseUrl } from '../../infobip/address';
import type { Transport } from '../../infobip/call/client';
import { readLogin } from '../../credentials/login';
import { CREDENTIAL, createTransport } from './transport';

/** An Infobip account, ready to be called. */
export interface Connection {
	readonly transport: Transport;
	/** Without trailing slash. */
	readonly baseUrl: string;
	/** The application key of the credential; undefined where it has none. */
	readonly applicationKey: string | undefined;
	/** The page id of the credential; undefined where it has none. */
	readonly pageId: string | undefined;
}

/**
 * Reads the credential once. Throws NodeOperationError where it cannot work whatever is asked: a
 * Base URL that is none, or an empty login, which Infobip would only answer with a riddle.
 */
export async function connect(context: IAllExecuteFunctions): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	const baseUrl = normalizeBaseUrl(String(credential.baseUrl ?? ''));
	const problem = baseUrl === undefined ? 'its Base URL is no URL' : missingLogin(credential);
	if (baseUrl === undefined || problem !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The credential 'Infobip Facebook API' cannot be used: ${problem}`,
			{
				description:
					'Open the credential and correct it. The Base URL looks like https://xxxxx.api.infobip.com; Infobip shows yours on the home page of its portal.',
			},
		);
	}
	return {
		transport: createTransport(context, baseUrl),
		baseUrl,
		applicationKey: String(credential.applicationKey ?? '').trim() || undefined,
		pageId: String(credential.pageId ?? '').trim() || undefined,
	};
}

function missingLogin(credential: ICredentialDataDecryptedObject): string | undefined {
	const login = readLogin(credential);
	switch (login.kind) {
		case 'apiKey':
			return login.apiKey === '' ? 'its API Key is empty' : undefined;
		case 'basic':
			return login.username === '' || login.password === ''
				? 'its User Name or Password is empty'
				: undefined;
	}
}
