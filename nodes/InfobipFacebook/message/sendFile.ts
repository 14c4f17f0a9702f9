import { linkField, mediaLimits, mediaProperties, readMedia } from './media';
import { sendOperation } from './sendOperation';

export const sendFile = sendOperation({
	option: {
		name: 'Send File',
		value: 'sendFile',
		action: 'Send a file',
		description: 'Send a file to a customer in Facebook Messenger',
	},
	limits: mediaLimits('file'),
	contentProperties: mediaProperties('File', 'invoice.pdf'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'file'),
});
