import type { Violation } from '../errors';
import type { Content, OutboundMessage } from '../message/message';

/**
 * What the Facebook API is not known to carry. No document shows a body for it, and a guess that
 * Infobip half understands would be worse than a refusal: a custom body stays possible.
 */
export function unsupportedContent(message: OutboundMessage): Violation[] {
	const { content, quickReplies = [], options } = message;
	if ((options.failover ?? []).length > 0) {
		const problem = 'works only for messages from a Page: choose Page in "Send From", or remove it';
		return [{ field: ['failover'], problem }];
	}
	const unknown =
		unknownContent(content) ?? (quickReplies.length > 0 ? 'quick replies' : undefined);
	if (unknown === undefined) return [];
	const problem = `is Application, and in which form the Facebook API takes ${unknown} is not known: choose Page, or use Send Custom JSON`;
	return [{ field: ['sendFrom'], problem }];
}

function unknownContent(content: Content): string | undefined {
	switch (content.type) {
		case 'location':
			return 'a location';
		case 'carousel':
			return 'a carousel';
		case 'senderAction':
			return 'typing and seen';
		case 'optIn':
		case 'optInCarousel':
			return 'an opt-in request';
		case 'buttons':
			return content.buttons.some(({ type }) => type === 'call') ? 'a call button' : undefined;
		case 'text':
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
		case 'custom':
			return undefined;
	}
}
