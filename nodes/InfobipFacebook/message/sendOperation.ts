import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Content } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import type { SendOperation } from '../operation';
import { messageOptions, readMessageOptions, refuseUnfitting } from './options';
import { quickReplyOptions, readQuickReplies } from './quickReplies';
import { readRecipient, senderProperties } from './sender';

interface Sending {
	readonly option: INodePropertyOptions & { readonly value: string };
	/** The fields of the content. */
	readonly contentProperties: readonly INodeProperties[];
	/** Options that only this content has. */
	readonly contentOptions?: readonly INodeProperties[];
	readonly allowsQuickReplies?: boolean;
	/** Which of the usual options apply; default: those of a message. */
	readonly usualOptions?: 'message' | 'customJson' | 'none';
	/** Throws InvalidInput. */
	compose(form: Form): Content;
}

/** An operation that sends: all of them have sender, recipient and options in common. */
export function sendOperation(sending: Sending): SendOperation {
	const { option, contentProperties, contentOptions = [], allowsQuickReplies, compose } = sending;
	const { usualOptions = 'message' } = sending;
	const ofContent = [...contentOptions, ...(allowsQuickReplies ? quickReplyOptions : [])];
	return {
		option,
		properties: [
			...senderProperties,
			...contentProperties,
			...(usualOptions === 'none' ? [] : [messageOptions(ofContent, usualOptions)]),
		],
		compose(call) {
			const { form } = call;
			const sender = call.sender('sendFrom');
			refuseUnfitting(form, sender.kind);
			return {
				sender,
				recipient: readRecipient(call),
				content: compose(form),
				quickReplies: allowsQuickReplies ? form.shared(['options'], readQuickReplies) : [],
				options: form.shared(['options'], readMessageOptions),
			};
		},
	};
}
