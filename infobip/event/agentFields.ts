/** What n8n's AI Agent and its memory look for in an item. */
import type { Event, ReceivedMessage } from './event';

export interface AgentFields {
	/** The customer's words; in brackets what they sent instead, for a model to read. Never empty. */
	chatInput: string;
	/** The customer's user key. It is another one for every Page. */
	sessionId: string;
}

/** Undefined for what no customer has said: reports and consents. */
export function agentFields(event: Event): AgentFields | undefined {
	if (event.event !== 'messageReceived') return undefined;
	const chatInput = event.text?.trim() ? event.text : withoutText(event);
	return { chatInput, sessionId: event.from ?? event.messageId ?? 'unknown' };
}

function withoutText({ type, payload, url, latitude, longitude }: ReceivedMessage): string {
	if (payload) return payload;
	if (url) return `[${type}] ${url}`;
	if (latitude != null && longitude != null) return `[${type}] ${latitude}, ${longitude}`;
	return `[${type}]`;
}
