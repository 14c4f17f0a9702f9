import { linkField, mediaLimits, mediaProperties, readMedia } from './media';
import { sendOperation } from './sendOperation';

export const sendVideo = sendOperation({
	option: {
		name: 'Send Video',
		value: 'sendVideo',
		action: 'Send a video',
		description: 'Send a video to a customer in Facebook Messenger',
	},
	limits: mediaLimits('video'),
	contentProperties: mediaProperties('Video', 'unpacking.mp4'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'video'),
});
