import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Content } from '../../../infobip/message/message';
import { send } from '../../../infobip/message/send';
import type { Form } from '../form';
import type { Operation } from '../operation';
import { messageOptions, readMessageOptions } from './options';
import { quickReplyProperties, readQuickReplies } from './quickReplies';
import { pageSenderProperties, readRecipient, readSender, senderProperties } from './sender';

interface SendOperation {
	readonly option: INodePropertyOptions & { readonly value: string };
	/** The fields of the content. */
	readonly contentProperties: readonly INodeProperties[];
	/** Whether only the Messenger API is known to carry it. */
	readonly pageOnly?: boolean;
	readonly allowsQuickReplies?: boolean;
	/** Puts together what is sent. Throws InvalidInput. */
	compose(form: Form): Content;
}

/** An operation that sends: all of them have sender, recipient and options in common. */
export function sendOperation(operation: SendOperation): Operation {
	const { option, contentProperties, pageOnly, allowsQuickReplies, compose } = operation;
	return {
		option,
		properties: [
			...(pageOnly ? pageSenderProperties : senderProperties),
			...contentProperties,
			...(allowsQuickReplies ? quickReplyProperties : []),
			messageOptions,
		],
		async run(call) {
			const { form, connection } = call;
			const sender = readSender(call);
			const offersQuickReplies = allowsQuickReplies === true && sender.kind === 'page';
			const message = {
				sender,
				recipient: readRecipient(call),
				content: compose(form),
				quickReplies: offersQuickReplies ? readQuickReplies(form) : [],
				options: readMessageOptions(form),
			};
			const passOnRejected = form.options().flag('passOnRejected');
			return await send(connection.transport, message, { passOnRejected });
		},
	};
}
