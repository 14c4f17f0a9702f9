import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';

import { readAccountAddress } from '../../infobip/accountAddress';
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
 * Reads the credential once. Throws NodeOperationError if it cannot work whatever is asked: a Base
 * URL that is not one, that would send the login unencrypted, or an empty login.
 */
export async function connect(context: IAllExecuteFunctions): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	const address = readAccountAddress(String(credential.baseUrl ?? ''));
	const problem = 'problem' in address ? address.problem : missingLogin(credential);
	if ('problem' in address || problem !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The credential 'Infobip Facebook API' cannot be used: ${problem}`,
			{
				description:
					'Open the credential and correct it. The Base URL looks like https://xxxxx.api.infobip.com; Infobip shows yours on the home page of its portal.',
			},
		);
	}
	const { baseUrl } = address;
	return {
		transport: createTransport(context, baseUrl),
		baseUrl,
		applicationKey: String(credential.applicationKey ?? '').trim() || undefined,
		pageId: String(credential.pageId ?? '').trim() || undefined,
	};
}

/** What is missing of a login, or undefined. */
export function missingLogin(credential: ICredentialDataDecryptedObject): string | undefined {
	const login = readLogin(credential);
	switch (login.kind) {
		case 'apiKey':
			return login.apiKey === '' ? "'API Key' is empty" : undefined;
		case 'basic':
			return login.username === '' || login.password === ''
				? "'Username' or 'Password' is empty"
				: undefined;
	}
}
