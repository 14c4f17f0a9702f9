import type { QuickReply } from '../../../infobip/message/message';
import type { Form, Options } from '../form';
import { listField } from '../listField';

const TYPES = ['text', 'phoneNumber', 'email'] as const;

export const quickReplyProperties = listField({
	name: 'quickReplies',
	displayName: 'Quick Replies',
	entry: 'quickReply',
	entryName: 'Quick Reply',
	description: 'Offered under the message; they vanish when the person chooses one',
	initial: {},
	show: { sendFrom: ['credential', 'page'] },
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
					description: "Offers the person's own e-mail address",
				},
				{
					name: 'Ask for Phone Number',
					value: 'phoneNumber',
					description: "Offers the person's own phone number",
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
			description: 'What the person sees: at most 20 characters',
		},
		{
			displayName: 'Payload',
			name: 'payload',
			type: 'string',
			default: '',
			placeholder: 'e.g. CONFIRM:YES',
			displayOptions: { show: { type: ['text'] } },
			description: 'What you receive when the person chooses it: at most 1,000 characters',
		},
		{
			displayName: 'Image URL',
			name: 'imageUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://example.com/yes.png',
			displayOptions: { show: { type: ['text'] } },
			description: 'A small picture beside the title',
		},
	],
});

export function readQuickReplies(form: Form): QuickReply[] {
	return form.list('quickReplies', 'quickReply').map(toQuickReply);
}

function toQuickReply(entry: Options): QuickReply {
	const type = entry.choice('type', TYPES) ?? 'text';
	if (type !== 'text') return { type };
	return {
		type,
		title: entry.text('title').trim(),
		payload: entry.text('payload'),
		imageUrl: entry.optionalText('imageUrl'),
	};
}
