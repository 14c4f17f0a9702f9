import { mediaUrlProperty } from './media';
import { sendOperation } from './sendOperation';

export const sendImage = sendOperation({
	option: {
		name: 'Send Image',
		value: 'sendImage',
		action: 'Send an image',
		description: 'Send an image, given by its URL, to a person in Facebook Messenger',
	},
	contentProperties: [mediaUrlProperty],
	allowsQuickReplies: true,
	compose: (form) => ({ type: 'image', url: form.url('url') }),
});
