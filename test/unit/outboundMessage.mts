import type { Content, MessageOptions, OutboundMessage } from '../../infobip/message/message.ts';

export const SENDER_KEY = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
export const USER_KEY = '24060000000000001';

/** A message to a person from an application. */
export function messageOf(content: Content, options: MessageOptions = {}): OutboundMessage {
	return {
		sender: { kind: 'application', key: SENDER_KEY },
		recipient: { kind: 'userKey', value: USER_KEY },
		content,
		options,
	};
}

/** A message to a person from a Page. */
export function pageMessageOf(content: Content, options: MessageOptions = {}): OutboundMessage {
	return { ...messageOf(content, options), sender: { kind: 'page', id: '101010101010101' } };
}
