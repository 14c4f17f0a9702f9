/** The text of a message: as it is or Markdown, in one piece or in several. */
import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../../infobip/errors';
import { TEXT_LIMIT } from '../../../infobip/message/contentLimits';
import { markdownToText, type PlainText } from '../../../infobip/text/markdownToText';
import { countCharacters, splitText } from '../../../infobip/text/splitText';
import type { Form } from '../../form/form';
import type { OperationCall } from '../OperationCall';
import { onceReady } from './onceReady';

/** The text of a message, with or without buttons under it. */
export const textProperty: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	placeholder: 'e.g. Your parcel is on its way.',
	description:
		'What the customer reads, as plain text. Up to 2,000 characters are one message; above buttons at most 640.',
};

export const MAX_PARTS = 10;

export const textFormatField: INodeProperties = {
	displayName: 'Text Format',
	name: 'textFormat',
	type: 'options',
	options: [
		{ name: 'As Is', value: 'asIs', description: 'Sent character by character' },
		{
			name: 'Markdown',
			value: 'markdown',
			description: 'Turned into text that reads well in Messenger, which shows no Markdown',
		},
	],
	default: 'asIs',
	description: 'How the text is written',
};

export const longTextFields = [
	{
		displayName: 'If Too Long',
		name: 'ifTooLong',
		type: 'options',
		options: [
			{ name: 'Refuse', value: 'refuse', description: 'Nothing is sent' },
			{
				name: 'Split',
				value: 'split',
				description: 'Sent as several messages, one after the other',
			},
		],
		default: 'split',
		description:
			'What to do with a text of more than 2,000 characters. Without this option it is split if an AI agent uses the node as a tool, and refused otherwise.',
	},
	{
		displayName: 'Max Parts',
		name: 'maxParts',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: MAX_PARTS,
		description: 'How many messages a text may be split into. A longer one is refused.',
	},
] satisfies INodeProperties[];

/** The text as it is sent. Throws InvalidInput. */
export function readText({ form }: OperationCall): PlainText | Promise<PlainText> {
	const text = form.text('text');
	const { format } = form.shared(['options'], readTextOptions);
	return format === 'markdown' ? fromMarkdown(text) : { text, code: undefined };
}

/** The same, in parts that each fit into a message. Throws InvalidInput. */
export function readTextParts(call: OperationCall): string[] | Promise<string[]> {
	return onceReady(readText(call), (text) => split(text, call));
}

function split({ text, code }: PlainText, call: OperationCall): string[] {
	const { ifTooLong = call.isTool ? 'split' : 'refuse', maxParts } = call.form.shared(
		['options'],
		readTextOptions,
	);
	// The code units are an upper bound, and counting them is free.
	if (ifTooLong === 'refuse' || text.length <= TEXT_LIMIT) return [text];
	const length = countCharacters(text);
	if (length <= TEXT_LIMIT) return [text];
	const parts: string[] = [];
	for (const part of splitText(text, TEXT_LIMIT, code)) {
		parts.push(part);
		if (parts.length > maxParts) throw tooLong(length, maxParts);
	}
	return parts;
}

interface TextOptions {
	readonly format: 'asIs' | 'markdown' | undefined;
	readonly ifTooLong: 'refuse' | 'split' | undefined;
	readonly maxParts: number;
}

function readTextOptions(form: Form): TextOptions {
	const options = form.options();
	return {
		format: options.optionalChoice('textFormat', ['asIs', 'markdown']),
		ifTooLong: options.optionalChoice('ifTooLong', ['refuse', 'split']),
		maxParts: options.count('maxParts', MAX_PARTS),
	};
}

async function fromMarkdown(markdown: string): Promise<PlainText> {
	const plain = await markdownToText(markdown);
	if (plain !== undefined) return plain;
	const problem = 'has Markdown that is nested too deeply. Shorten it, or send it as it is';
	throw new InvalidInput([{ field: ['text'], problem }]);
}

function tooLong(length: number, maxParts: number): InvalidInput {
	const problem = `is ${length} characters long, and more than ${maxParts} messages of ${TEXT_LIMIT} characters would be needed. Shorten it, or raise 'Max Parts' in the options`;
	return new InvalidInput([{ field: ['text'], problem }]);
}
