import type { ConversationEntry } from '../sandbox/server.mts';

/** One line of a conversation as a person would read it. */
export function conversationLine(userKey: string, { said, message }: ConversationEntry): string {
	const speaker = said === 'customer' ? `Customer ${userKey}` : 'Our workflow';
	return `${speaker}: ${contentText(message)}`;
}

function contentText(message: ConversationEntry['message']): string {
	const { type, text } = message;
	return typeof text === 'string' ? text : `(${String(type).toLowerCase()})`;
}
