import { longTextFields, readTextParts, textFormatField } from './longText';
import { sendOperation } from './sendOperation';
import { textProperty } from './text';

export const sendText = sendOperation({
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send a text message',
		description: 'Send a text to a customer in Facebook Messenger',
	},
	contentProperties: [textProperty],
	contentOptions: [textFormatField, ...longTextFields],
	allowsQuickReplies: true,
	compose: async (call) => (await readTextParts(call)).map((text) => ({ type: 'text', text })),
});
