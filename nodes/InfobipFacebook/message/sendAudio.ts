import { linkField, mediaLimits, mediaProperties, readMedia } from './media';
import { sendOperation } from './sendOperation';

export const sendAudio = sendOperation({
	option: {
		name: 'Send Audio',
		value: 'sendAudio',
		action: 'Send an audio message',
		description: 'Send a sound or voice recording to a customer in Facebook Messenger',
	},
	limits: mediaLimits('audio'),
	contentProperties: mediaProperties('Audio', 'greeting.mp3'),
	contentOptions: [linkField],
	allowsQuickReplies: true,
	compose: async (call) => await readMedia(call, 'audio'),
});
