import type { INodeProperties } from 'n8n-workflow';

import { SENDER_ACTIONS } from '../../../infobip/message/message';
import { sendOperation } from './sendOperation';

const senderAction: INodeProperties = {
	displayName: 'Show',
	name: 'senderAction',
	type: 'options',
	options: [
		{ name: 'Seen', value: 'MARK_SEEN', description: "Marks the customer's last message as seen" },
		{
			name: 'Typing',
			value: 'TYPING_ON',
			description: 'Shows that an answer is being written, for up to 20 seconds',
		},
		{ name: 'Typing Stopped', value: 'TYPING_OFF', description: 'Hides the typing indicator' },
	],
	default: 'TYPING_ON',
	description: 'What the customer sees',
};

export const sendTypingOrSeen = sendOperation({
	option: {
		name: 'Send Typing or Seen',
		value: 'sendTypingOrSeen',
		action: 'Show that you are typing or have seen',
		description:
			'Show the customer that an answer is being written, or that their message was seen',
	},
	limits: 'Typing is shown until the next message, for at most 20 seconds.',
	contentProperties: [senderAction],
	usualOptions: 'none',
	compose: ({ form }) => ({
		type: 'senderAction',
		action: form.choice('senderAction', SENDER_ACTIONS),
	}),
});
