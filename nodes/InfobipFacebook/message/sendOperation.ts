import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { sendSingle } from '../../../infobip/facebook/send';
import type { Content } from '../../../infobip/message';
import type { Form } from '../form';
import type { Operation } from '../operation';
import { messageOptions, readMessageOptions } from './options';
import { readRecipient, recipientProperties } from './recipient';

interface SendOperation {
	readonly option: INodePropertyOptions & { readonly value: string };
	/** The fields of the content. */
	readonly contentProperties: readonly INodeProperties[];
	/** Puts together what is sent. Throws InvalidInput. */
	compose(form: Form): Content;
}

/** An operation that sends: all of them have sender, recipient and options in common. */
export function sendOperation({ option, contentProperties, compose }: SendOperation): Operation {
	return {
		option,
		properties: [...recipientProperties, ...contentProperties, messageOptions],
		async run({ form, connection, applicationKey }) {
			return await sendSingle(connection.transport, {
				sender: { kind: 'application', key: applicationKey() },
				recipient: readRecipient(form),
				content: compose(form),
				options: readMessageOptions(form),
			});
		},
	};
}
