import { linkField, mediaLimits, mediaProperties, readMedia } from './media';
import { sendOperation } from './sendOperation';

export const sendImage = sendOperation({
	option: {
		name: 'Send Image',
		value: 'sendImage',
		action: 'Send an image',
		description: 'Send an image to a customer in Facebook Messenger',
	},
	limits: mediaLimits('image'),
	contentProperties: mediaProperties('Image', 'mug.png'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'image'),
});
