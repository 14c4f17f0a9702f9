import { listJsonOption, listProperty, readList, type ListField } from '../../form/listField';
import { buttonValues, toButton } from './buttons';
import { readText, textFormatField } from './longText';
import { sendOperation } from './sendOperation';
import { textProperty } from './text';

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
	contentProperties: [textProperty, listProperty(buttonsList)],
	contentOptions: [textFormatField, listJsonOption(buttonsList)],
	allowsQuickReplies: true,
	compose: async (call) => ({
		type: 'buttons',
		text: (await readText(call)).text,
		buttons: readList(call.form, buttonsList).map(toButton),
	}),
});
