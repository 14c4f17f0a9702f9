import { sendOperation } from './sendOperation';
import { textProperty } from './text';

export const sendText = sendOperation({
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send a text message',
		description: 'Send a text to a person in Facebook Messenger',
	},
	contentProperties: [textProperty],
	allowsQuickReplies: true,
	compose: (form) => ({ type: 'text', text: form.text('text') }),
});
