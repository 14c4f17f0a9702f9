import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import type { Login } from '../infobip/authorization';

/** The login that the fields of the credential describe. */
export function readLogin(credential: ICredentialDataDecryptedObject): Login {
	const text = (name: string): string => String(credential[name] ?? '').trim();
	return credential.authentication === 'apiKey'
		? { kind: 'apiKey', apiKey: text('apiKey').replace(/^App\s+/i, '') }
		: { kind: 'basic', username: text('username'), password: String(credential.password ?? '') };
}
