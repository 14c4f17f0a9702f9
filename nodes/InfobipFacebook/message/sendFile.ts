import { mediaUrlProperty } from './media';
import { sendOperation } from './sendOperation';

export const sendFile = sendOperation({
	option: {
		name: 'Send File',
		value: 'sendFile',
		action: 'Send a file',
		description: 'Send a file, given by its URL, to a person in Facebook Messenger',
	},
	contentProperties: [mediaUrlProperty],
	allowsQuickReplies: true,
	compose: (form) => ({ type: 'file', url: form.url('url') }),
});
