import type { INodeProperties } from 'n8n-workflow';

import {
	APPROVED,
	DECLINED,
	type Choice,
	type Question,
} from '../../../infobip/conversation/question';
import { NO_RECIPIENT } from '../../../infobip/message/fieldRules';
import { REPLY_KINDS } from '../../../infobip/conversation/replyKinds';
import { TEXT_LIMIT } from '../../../infobip/message/contentLimits';
import type { Form } from '../../form/form';
import { listJsonOption, listProperty, readList, type ListField } from '../../form/listField';
import type { WaitOperation } from '../operation';
import type { OperationCall } from '../OperationCall';
import type { Asking } from '../waiting/questionMessage';
import { senderProperties } from './sender';
import { inWords, toolDescription } from './toolDescription';

const RESPONSE_TYPES = ['approval', 'choice', 'typedReply'] as const;

/** n8n's human review of AI tools goes by the names of these fields, and replaces some of them. */
const message: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Which day suits you?',
	description: 'What the customer is asked: at most 2,000 characters, from an Application 640',
};

const responseType: INodeProperties = {
	displayName: 'Response Type',
	name: 'responseType',
	type: 'options',
	options: [
		{
			name: 'Approval',
			value: 'approval',
			description: 'The recipient approves, or approves or declines, with a button',
		},
		{
			name: 'Choice',
			value: 'choice',
			description: 'The customer taps or types one of the options',
		},
		{
			name: 'Typed Reply',
			value: 'typedReply',
			description:
				'The customer types a text, a number, a date … or sends a file. Only from a Page.',
		},
	],
	default: 'approval',
};

const approvalOptions: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	displayOptions: { show: { responseType: ['approval'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					options: [
						{ name: 'Approve Only', value: 'single' },
						{ name: 'Approve and Disapprove', value: 'double' },
					],
					default: 'single',
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: 'Approve',
				},
				{
					displayName: 'Disapprove Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					displayOptions: { show: { approvalType: ['double'] } },
				},
				{
					displayName: 'Ask for the Reason When Declined',
					name: 'asksReason',
					type: 'boolean',
					default: false,
					displayOptions: { show: { approvalType: ['double'] } },
					description:
						'Whether to ask why, and to wait for what is typed. In human review of an AI tool, the reason is passed to the agent. Only from a Page.',
				},
			],
		},
	],
};

const choicesList: ListField = {
	name: 'choices',
	displayName: 'Choices',
	entry: 'choice',
	entryName: 'Choice',
	description: 'Up to 13 quick replies from a Page, up to 3 buttons from an Application',
	initial: { choice: [{ title: '', value: '' }] },
	example:
		'[\n  { "title": "Morning", "value": "09:00" },\n  { "title": "Afternoon", "value": "14:00" }\n]',
	values: [
		{
			displayName: 'Title',
			name: 'title',
			type: 'string',
			default: '',
			placeholder: 'e.g. Morning',
			description: 'What the customer sees: at most 20 characters',
		},
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			default: '',
			placeholder: 'e.g. 09:00',
			description: 'What your workflow receives, at most 500 characters. Empty means the title.',
		},
	],
};

const acceptedReply: INodeProperties = {
	displayName: 'Accepted Reply',
	name: 'acceptedReply',
	type: 'options',
	options: [
		{ name: 'Any', value: 'any', description: 'Whatever the customer sends' },
		{ name: 'Attachment', value: 'attachment', description: 'An image, video, sound or file' },
		{
			name: 'Date',
			value: 'date',
			description: 'Such as 24.12.2026, "Friday" or "tomorrow at 3 pm"',
		},
		{ name: 'E-Mail', value: 'email' },
		{ name: 'Location', value: 'location' },
		{ name: 'Number', value: 'number' },
		{ name: 'Phone', value: 'phone' },
		{ name: 'Text', value: 'text' },
	],
	default: 'text',
	displayOptions: { show: { responseType: ['typedReply'] } },
	description:
		'Which replies answer the question. After any other reply, the question is asked again.',
};

const offerOwn: INodeProperties = {
	displayName: "Offer the Customer's Own",
	name: 'offerOwn',
	type: 'boolean',
	default: true,
	displayOptions: { show: { responseType: ['typedReply'], acceptedReply: ['email', 'phone'] } },
	description:
		"Whether to show a quick reply with the e-mail address or phone number of the customer's Facebook profile",
};

const limitWaitTime: INodeProperties = {
	displayName: 'Limit Wait Time',
	name: 'limitWaitTime',
	type: 'fixedCollection',
	default: { values: { limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' } },
	description:
		'How long to wait. Then the workflow continues with the input of this node: "data.askedBy" is not the name of this node.',
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Limit Type',
					name: 'limitType',
					type: 'options',
					options: [
						{ name: 'After Time Interval', value: 'afterTimeInterval' },
						{ name: 'At Specified Time', value: 'atSpecifiedTime' },
					],
					default: 'afterTimeInterval',
				},
				{
					displayName: 'Amount',
					name: 'resumeAmount',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 2 },
					default: 1,
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
					description: 'A limit of less than a minute can be up to a minute late',
				},
				{
					displayName: 'Unit',
					name: 'resumeUnit',
					type: 'options',
					options: [
						{ name: 'Days', value: 'days' },
						{ name: 'Hours', value: 'hours' },
						{ name: 'Minutes', value: 'minutes' },
					],
					default: 'hours',
					displayOptions: { show: { limitType: ['afterTimeInterval'] } },
				},
				{
					displayName: 'Max Date and Time',
					name: 'maxDateAndTime',
					type: 'dateTime',
					default: '',
					displayOptions: { show: { limitType: ['atSpecifiedTime'] } },
				},
			],
		},
	],
};

const waitOptions: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			...listJsonOption(choicesList),
			displayOptions: { show: { '/responseType': ['choice'] } },
		},
		limitWaitTime,
		{
			displayName: 'Ask Again With',
			name: 'otherwise',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Please choose one of the days below.',
			description:
				'What to write if the reply does not fit. Leave empty for a sentence that names the accepted kind of reply.',
		},
		{
			displayName: 'Max Times to Ask Again',
			name: 'maxRepeats',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 9 },
			default: 2,
			description:
				'After this many replies that do not fit, the workflow continues with "valid": false',
		},
		{
			displayName: 'Question for the Reason',
			name: 'reasonQuestion',
			type: 'string',
			default: 'Please tell us why.',
			description: "What to ask after a decline, if 'Ask for the Reason When Declined' is on",
		},
	],
};

export const sendAndWait: WaitOperation = {
	option: {
		name: 'Send and Wait for Response',
		value: 'sendAndWait',
		action: 'Send a message and wait for a response',
		description:
			'Ask a customer, and continue this execution with the reply. A published Infobip Facebook Messenger Trigger for the same Page receives it.',
	},
	toolDescription: toolDescription(
		{ description: 'Ask a customer a question in Facebook Messenger, and wait for the reply' },
		`The question has at most ${inWords(TEXT_LIMIT)} characters.`,
		'Returns the reply in "data": "value", "choice" or "approved", and "valid", which is false if no reply fitted. Without "data" no reply came in time.',
	),
	properties: [
		...senderProperties.filter(({ name }) => name !== 'recipientType'),
		message,
		responseType,
		approvalOptions,
		{ ...listProperty(choicesList), displayOptions: { show: { responseType: ['choice'] } } },
		acceptedReply,
		offerOwn,
		waitOptions,
	],
	ask(call: OperationCall): Asking {
		const { form } = call;
		const userKey = form.key('to') ?? form.refuse('to', NO_RECIPIENT);
		const question = readQuestion(form);
		checkLaterOptions(form);
		return {
			sender: call.sender('sendFrom'),
			userKey,
			text: form.text('message').trim(),
			question,
			offers: offersOf(form, question),
		};
	},
};

/** These are used when the reply arrives, which is too late to learn of a mistake. */
function checkLaterOptions(form: Form): void {
	const options = form.options();
	options.optionalText('otherwise');
	options.optionalText('reasonQuestion');
	options.optionalNumber('maxRepeats');
}

/** What the customer can share instead of typing it. */
export function offersOf(form: Form, question: Question): Asking['offers'] {
	if (question.type !== 'typed' || !form.flag('offerOwn')) return [];
	if (question.accepts === 'phone') return [{ type: 'phoneNumber' }];
	return question.accepts === 'email' ? [{ type: 'email' }] : [];
}

/** As the form has it, when the question is sent and when the reply arrives. Throws InvalidInput. */
export function readQuestion(form: Form): Question {
	switch (form.choice('responseType', RESPONSE_TYPES)) {
		case 'approval':
			return readApproval(form);
		case 'choice':
			return { type: 'choice', choices: readChoices(form) };
		case 'typedReply':
			return { type: 'typed', accepts: form.choice('acceptedReply', REPLY_KINDS) };
	}
}

function readApproval(form: Form): Question {
	const values = form.group('approvalOptions', 'values');
	const approve = { title: values?.optionalText('approveLabel') ?? 'Approve', value: APPROVED };
	const decline = { title: values?.optionalText('disapproveLabel') ?? 'Decline', value: DECLINED };
	const isDouble = values?.text('approvalType') === 'double';
	return {
		type: 'approval',
		choices: isDouble ? [approve, decline] : [approve],
		asksReason: isDouble && values.flag('asksReason'),
	};
}

function readChoices(form: Form): Choice[] {
	return readList(form, choicesList).map((entry) => {
		const title = entry.text('title').trim();
		return { title, value: entry.optionalText('value') ?? title };
	});
}
