import {
	longTextFields,
	MAX_PARTS,
	readTextParts,
	textFormatField,
	textProperty,
} from './longText';
import { TEXT_LIMIT } from '../../../infobip/message/contentLimits';
import { onceReady } from './onceReady';
import { inWords } from './toolDescription';
import { sendOperation } from './sendOperation';

export const sendText = sendOperation({
	option: {
		name: 'Send Text',
		value: 'sendText',
		action: 'Send a text message',
		description: 'Send a text to a customer in Facebook Messenger',
	},
	limits: `Messenger shows plain text. A text of more than ${inWords(TEXT_LIMIT)} characters arrives as several messages, at most ${MAX_PARTS}, so keep it short.`,
	contentProperties: [textProperty],
	contentOptions: [textFormatField, ...longTextFields],
	allowsQuickReplies: true,
	compose: (call) =>
		onceReady(readTextParts(call), (texts) => texts.map((text) => ({ type: 'text', text }))),
});
