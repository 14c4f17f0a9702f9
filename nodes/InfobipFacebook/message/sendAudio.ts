import { mediaUrlProperty } from './media';
import { sendOperation } from './sendOperation';

export const sendAudio = sendOperation({
	option: {
		name: 'Send Audio',
		value: 'sendAudio',
		action: 'Send an audio message',
		description:
			'Send a sound or voice recording, given by its URL, to a person in Facebook Messenger',
	},
	contentProperties: [mediaUrlProperty],
	allowsQuickReplies: true,
	compose: (form) => ({ type: 'audio', url: form.url('url') }),
});
