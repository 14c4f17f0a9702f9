import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Content, OutboundMessage } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import type { OperationCall, SendOperation } from '../operation';
import { messageOptions, readMessageOptions, refuseUnfitting } from './options';
import { withTyping } from './pace';
import { quickReplyOptions, readQuickReplies } from './quickReplies';
import { readRecipient, senderProperties, senderPropertiesOfCustomJson } from './sender';
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
		async compose(call) {
			const { form } = call;
			const sender = call.sender('sendFrom');
			refuseUnfitting(form, sender.kind, usualOptions);
			const message = {
				sender,
				recipient: readRecipient(call),
				options: form.shared(['options'], readMessageOptions),
			};
			const quickReplies = allowsQuickReplies ? form.shared(['options'], readQuickReplies) : [];
			const contents = [await compose(call)].flat();
			const messages = contents.map((content, index): OutboundMessage => {
				const isLast = index === contents.length - 1;
				return isLast
					? { ...message, content, quickReplies }
					: { ...message, content, options: partOptions(message.options, index + 1) };
			});
			const parts = usualOptions === 'message' ? withTyping(messages, form.options()) : messages;
			if (parts.length > 1) refuseFailover(message.options, form.options());
			return parts;
		},
	};
}

/** Each part would fail over by itself: a template would go out as often, typing would stop the rest. */
function refuseFailover({ failover = [] }: OutboundMessage['options'], options: Form): void {
	if (failover.length === 0) return;
	options.refuse(
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
