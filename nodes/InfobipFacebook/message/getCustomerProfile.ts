/**
 * The only operation that asks Meta and not Infobip, because Infobip delivers no names. It stays
 * within this file, `infobip/meta/` and its one line in the list of operations.
 */
import type { CallOperation } from '../operation';

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
	run: async (call) => await call.customerProfile(call.form.requiredKey('userKey')),
};
