import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Content, OutboundMessage, Recipient } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import type { SendOperation } from '../operation';
import type { OperationCall } from '../OperationCall';
import { messageOptions, readMessageOptions, refuseUnfitting } from './options';
import { onceReady } from './onceReady';
import { readTyping, withTyping, type Typing } from './pace';
import { quickReplyOptions, readQuickReplies } from './quickReplies';
import {
	readRecipient,
	readRecipientKind,
	senderProperties,
	senderPropertiesOfCustomJson,
} from './sender';
import { toolDescription } from './toolDescription';

/** What one item sends: one content, or several one after the other. */
type Contents = Content | readonly Content[];

interface Sending {
	readonly option: INodePropertyOptions & { readonly value: string };
	/** What a language model has to know about the content, in sentences. */
	readonly limits: string;
	/** The fields of the content. */
	readonly contentProperties: readonly INodeProperties[];
	/** Options that only this content has. */
	readonly contentOptions?: readonly INodeProperties[];
	readonly allowsQuickReplies?: boolean;
	/** Which of the usual options apply; default: those of a message. */
	readonly usualOptions?: 'message' | 'customJson' | 'none';
	/** Throws InvalidInput. */
	compose(call: OperationCall): Contents | Promise<Contents>;
}

/** An operation that sends: all of them have sender, recipient and options in common. */
export function sendOperation(sending: Sending): SendOperation {
	const {
		option,
		limits,
		contentProperties,
		contentOptions = [],
		allowsQuickReplies,
		compose,
	} = sending;
	const { usualOptions = 'message' } = sending;
	const ofContent = [...contentOptions, ...(allowsQuickReplies ? quickReplyOptions : [])];
	return {
		option,
		toolDescription: toolDescription(option, limits),
		properties: [
			...(usualOptions === 'customJson' ? senderPropertiesOfCustomJson : senderProperties),
			...contentProperties,
			...(usualOptions === 'none' ? [] : [messageOptions(ofContent, usualOptions)]),
		],
		compose(call) {
			const { form } = call;
			const envelope = form.shared(ENVELOPE_FIELDS, () => readEnvelope(call, sending), sending);
			const { sender, options, quickReplies } = envelope;
			const recipient = readRecipient(form, envelope.recipientKind);
			return onceReady(compose(call), (composed) => {
				const contents = listOf(composed);
				const messages = contents.map((content, index): OutboundMessage => {
					const isLast = index === contents.length - 1;
					return isLast
						? { sender, recipient, content, options, quickReplies }
						: { sender, recipient, content, options: partOptions(options, index + 1) };
				});
				const parts = withTyping(messages, envelope.typing);
				if (parts.length > 1) refuseFailover(options, form);
				return parts;
			});
		},
	};
}

function listOf(contents: Contents): readonly Content[] {
	return Array.isArray(contents) ? (contents as readonly Content[]) : [contents as Content];
}

/** What the messages of all items have in common, unless an expression makes it another for each. */
interface Envelope extends Pick<OutboundMessage, 'sender' | 'options' | 'quickReplies'> {
	readonly recipientKind: Recipient['kind'];
	readonly typing: Typing | undefined;
}

const ENVELOPE_FIELDS = ['sendFrom', 'applicationKey', 'pageId', 'recipientType', 'options'];

function readEnvelope(
	call: OperationCall,
	{ allowsQuickReplies, usualOptions = 'message' }: Sending,
): Envelope {
	const { form } = call;
	const sender = call.sender('sendFrom');
	refuseUnfitting(form, sender.kind, usualOptions);
	return {
		sender,
		recipientKind: readRecipientKind(form),
		options: readMessageOptions(form),
		quickReplies: allowsQuickReplies ? readQuickReplies(form) : [],
		typing: usualOptions === 'message' ? readTyping(form.options()) : undefined,
	};
}

/** Each part would fail over by itself: a template would go out as often, typing would stop the rest. */
function refuseFailover({ failover = [] }: OutboundMessage['options'], form: Form): void {
	if (failover.length === 0) return;
	form
		.options()
		.refuse(
			'failover',
			'works with a single message, and this one has several parts. Shorten the text, or remove "Show Typing First"',
		);
}

/** The last part has the id that the user gave, and the others have it with a number. */
function partOptions(
	options: OutboundMessage['options'],
	number: number,
): OutboundMessage['options'] {
	const { messageId } = options;
	return messageId === undefined ? options : { ...options, messageId: `${messageId}-${number}` };
}
