import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { readLogin } from '../../credentials/login';
import { readAccountAddress } from '../../infobip/accountAddress';
import { authorization } from '../../infobip/authorization';
import type { InfobipAnswer, Transport } from '../../infobip/call/client';
import { ConnectionError } from '../../infobip/errors';
import { testLogin } from '../../infobip/setup/loginTest';
import { missingLogin, throughOf } from './connection';
import { connectionFailure } from './connectionFailure';

/** For a whole request, its answer included. Milliseconds. */
const TIME_LIMIT_MS = 15_000;

/**
 * The test of the credential. A node does it, because what n8n offers to a credential itself follows
 * redirects with the login and takes any 200 for a success.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data: credential = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	const address = readAccountAddress(String(credential.baseUrl ?? ''));
	if ('problem' in address) {
		const advice =
			'It looks like https://xxxxx.api.infobip.com; Infobip shows yours in its portal.';
		return { status: 'Error', message: `${address.problem}. ${advice}` };
	}
	const missing = missingLogin(credential);
	if (missing !== undefined) return { status: 'Error', message: `${missing}. Fill it in.` };
	const login = authorization(readLogin(credential));
	const transport = createTestTransport(this, address.baseUrl, login);
	const problem = await testLogin(
		transport,
		throughOf(credential) === 'application' ? 'facebook' : 'messenger',
	);
	return problem === undefined
		? { status: 'OK', message: 'Connection successful!' }
		: { status: 'Error', message: problem };
}

/** `request` is deprecated, but nothing else is given to a credential test, on either line of n8n. */
function createTestTransport(
	{ helpers }: ICredentialTestFunctions,
	baseUrl: string,
	login: string,
): Transport {
	return async ({ task, method, path, query }) => {
		const timeUp = AbortSignal.timeout(TIME_LIMIT_MS);
		const late = new Promise<never>((_, reject) => {
			timeUp.addEventListener('abort', () => {
				reject(new ConnectionError(task, baseUrl, 'timedOut'));
			});
		});
		try {
			const response: unknown = helpers.request({
				method,
				uri: `${baseUrl}${path}`,
				qs: query,
				headers: { Accept: 'application/json', Authorization: login },
				resolveWithFullResponse: true,
				simple: false,
				followRedirect: false,
				timeout: TIME_LIMIT_MS,
			});
			return toAnswer(await Promise.race([response, late]));
		} catch (error) {
			const { reason, detail } = connectionFailure(error);
			const failure =
				error instanceof ConnectionError
					? error
					: new ConnectionError(task, baseUrl, reason, detail);
			return await Promise.reject(failure);
		}
	};
}

function toAnswer(response: unknown): InfobipAnswer {
	const { statusCode, headers, body } = response as {
		statusCode: number;
		headers: Record<string, string | undefined>;
		body: unknown;
	};
	return { status: statusCode, headers, body: typeof body === 'string' ? body : '' };
}
