import { listJsonOption, listProperty, readList, type ListField } from '../../form/listField';
import { buttonValues, toButton } from './buttons';
import { readText, textFormatField, textProperty } from './longText';
import { BUTTON_TEXT, BUTTON_TITLE, BUTTONS } from '../../../infobip/message/contentLimits';
import { inWords } from './toolDescription';
import { sendOperation } from './sendOperation';

const buttonsList: ListField = {
	name: 'buttons',
	displayName: 'Buttons',
	entry: 'button',
	entryName: 'Button',
	description: 'The buttons under the text: one to three',
	initial: { button: [{ type: 'postback', title: '', payload: '' }] },
	values: buttonValues,
	example:
		'[\n  { "type": "postback", "title": "Track my order", "payload": "TRACK:4711" },\n  { "type": "url", "title": "Open the shop", "url": "https://example.com" }\n]',
};

export const sendButtons = sendOperation({
	option: {
		name: 'Send Buttons',
		value: 'sendButtons',
		action: 'Send a text with buttons',
		description: 'Send a text with one to three buttons under it',
	},
	limits: `The text has at most ${inWords(BUTTON_TEXT)} characters and ${BUTTONS} buttons, with titles of at most ${BUTTON_TITLE} characters.`,
	contentProperties: [textProperty, listProperty(buttonsList)],
	contentOptions: [textFormatField, listJsonOption(buttonsList)],
	allowsQuickReplies: true,
	compose: async (call) => ({
		type: 'buttons',
		text: (await readText(call)).text,
		buttons: readList(call.form, buttonsList).map(toButton),
	}),
});
