import { mediaUrlProperty } from './media';
import { sendOperation } from './sendOperation';

export const sendVideo = sendOperation({
	option: {
		name: 'Send Video',
		value: 'sendVideo',
		action: 'Send a video',
		description: 'Send a video, given by its URL, to a person in Facebook Messenger',
	},
	contentProperties: [mediaUrlProperty],
	allowsQuickReplies: true,
	compose: (form) => ({ type: 'video', url: form.url('url') }),
});
