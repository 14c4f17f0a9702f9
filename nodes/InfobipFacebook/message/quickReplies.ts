import type { QuickReply } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import { listJsonOption, listProperty, type ListField } from '../../form/listField';

const TYPES = ['text', 'phoneNumber', 'email'] as const;

const quickRepliesList: ListField = {
	name: 'quickReplies',
	displayName: 'Quick Replies',
	entry: 'quickReply',
	entryName: 'Quick Reply',
	description: 'Offered under the message; they vanish when the customer taps one',
	initial: {},
	example:
		'[\n  { "type": "text", "title": "Yes", "payload": "YES" },\n  { "type": "phoneNumber" },\n  { "type": "email" }\n]',
	values: [
		{
			displayName: 'Type',
			name: 'type',
			type: 'options',
			options: [
				{
					name: 'Ask for E-Mail',
					value: 'email',
					description: "Offers the customer's own e-mail address",
				},
				{
					name: 'Ask for Phone Number',
					value: 'phoneNumber',
					description: "Offers the customer's own phone number",
				},
				{ name: 'Text', value: 'text', description: 'Comes back to you with its payload' },
			],
			default: 'text',
		},
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Yes',
			displayOptions: { show: { type: ['text'] } },
			description: 'What the customer sees: at most 20 characters',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'string',
			default: '',
			placeholder: 'e.g. CONFIRM:YES',
			displayOptions: { show: { type: ['text'] } },
			description:
				'What you receive when the customer taps it, at most 1,000 characters. Empty means the title.',
		},
		{
			displayName: 'Image URL',
			name: 'imageUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/yes.png',
			displayOptions: { show: { type: ['text'] } },
			description: 'A small picture next to the title',
		},
	],
};

/** Options: the point of a message is something else. */
export const quickReplyOptions = [listProperty(quickRepliesList), listJsonOption(quickRepliesList)];

export function readQuickReplies(form: Form): QuickReply[] {
	const options = form.options();
	const replies =
		options.jsonList('quickRepliesJson', quickRepliesList) ?? options.list(quickRepliesList);
	return replies.map(toQuickReply);
}

function toQuickReply(entry: Form): QuickReply {
	const type = entry.optionalChoice('type', TYPES) ?? 'text';
	if (type !== 'text') return { type };
	const title = entry.text('title').trim();
	return {
		type,
		title,
		payload: entry.optionalText('payload') ?? title,
		imageUrl: entry.optionalUrl('imageUrl'),
	};
}
