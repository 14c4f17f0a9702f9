/**
 * The only operation that asks Meta and not Infobip, because Infobip delivers no names. It stays
 * within this file, `infobip/meta/` and its one line in the list of operations.
 */
import {
	NodeOperationError,
	type IHttpRequestOptions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';

import {
	GRAPH_URL,
	parseProfile,
	profileRequest,
	type UserProfile,
} from '../../../infobip/meta/userProfile';
import { valueMasker } from '../../../infobip/maskSecrets';
import type { CallOperation } from '../operation';
import type { OperationCall } from '../OperationCall';

/** Milliseconds. */
const TIMEOUT = 30_000;

export const getCustomerProfile: CallOperation = {
	option: {
		name: 'Get Customer Profile',
		value: 'getCustomerProfile',
		action: "Get a customer's name and picture",
		description:
			"Get a customer's first name, last name and picture from Meta, with the Page Access Token of the credential",
	},
	properties: [
		{
			displayName: 'User Key',
			name: 'userKey',
			type: 'string',
			default: '={{ $json.from }}',
			required: true,
			placeholder: 'e.g. 24060000000000001',
			description: 'The user key of the customer, "from" of a received message',
		},
	],
	run: async (call) => await customerProfile(call, call.form.requiredKey('userKey')),
};

/**
 * Asks Meta, not Infobip: the address is fixed, and only the Page Access Token goes there. Throws
 * NodeOperationError.
 */
async function customerProfile(
	{ context, connection }: OperationCall,
	userKey: string,
): Promise<UserProfile> {
	const fail = (message: string, description: string): never => {
		throw new NodeOperationError(context.getNode(), message, { description });
	};
	const { pageAccessToken } = connection.facebookApp;
	if (pageAccessToken === '') {
		return fail(
			"The credential 'Infobip Facebook API' has no 'Page Access Token'",
			"Meta shows the profile of a customer only to the Facebook app of the Page. Set 'Send and Receive Through' of the credential to Application and enter the Page Access Token.",
		);
	}
	const { url, query } = profileRequest(userKey, pageAccessToken);
	const options: IHttpRequestOptions = {
		method: 'GET',
		url,
		qs: { ...query },
		encoding: 'text',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT,
	};
	const response = await context.helpers.httpRequest(options).then(
		(answer: IN8nHttpFullResponse) => answer,
		// The error holds the URL, and the URL holds the token.
		() => fail(`Meta could not be reached at ${GRAPH_URL}`, 'Check that this n8n may reach it.'),
	);
	const { statusCode, body } = response;
	const answer = { status: statusCode, headers: {}, body: typeof body === 'string' ? body : '' };
	const parsed = parseProfile(userKey, answer);
	if (parsed === undefined) {
		return fail(
			`Meta answered the request for the profile of ${userKey} in a form that is not known (${statusCode})`,
			'Run the workflow again later.',
		);
	}
	if ('profile' in parsed) return parsed.profile;
	return fail(
		`Meta refused to give the profile of ${userKey}: ${valueMasker([pageAccessToken])(parsed.refusal)}`,
		"Check the Page Access Token of the credential. The Facebook app needs Meta's approval for Business Asset User Profile Access, and a user key is known to its own Page only.",
	);
}
