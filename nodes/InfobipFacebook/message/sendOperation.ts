import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Content } from '../../../infobip/message/message';
import type { Form } from '../form';
import type { SendOperation } from '../operation';
import { messageOptions, readMessageOptions } from './options';
import { quickReplyProperties, readQuickReplies } from './quickReplies';
import { readRecipient, senderProperties } from './sender';

interface Sending {
	readonly option: INodePropertyOptions & { readonly value: string };
	/** The fields of the content. */
	readonly contentProperties: readonly INodeProperties[];
	readonly allowsQuickReplies?: boolean;
	/** Throws InvalidInput. */
	compose(form: Form): Content;
}

const quickReplyFields = quickReplyProperties.map(({ name }) => name);

/** An operation that sends: all of them have sender, recipient and options in common. */
export function sendOperation(sending: Sending): SendOperation {
	const { option, contentProperties, allowsQuickReplies, compose } = sending;
	return {
		option,
		properties: [
			...senderProperties,
			...contentProperties,
			...(allowsQuickReplies ? quickReplyProperties : []),
			messageOptions,
		],
		compose(call) {
			const { form } = call;
			const sender = call.sender('sendFrom');
			const offersQuickReplies = allowsQuickReplies === true && sender.kind === 'page';
			return {
				sender,
				recipient: readRecipient(call),
				content: compose(form),
				quickReplies: offersQuickReplies ? form.shared(quickReplyFields, readQuickReplies) : [],
				options: form.shared(['options'], readMessageOptions),
			};
		},
	};
}
