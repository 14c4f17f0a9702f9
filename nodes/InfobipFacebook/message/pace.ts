/** Messages at the pace of a person who types them. */
import type { OutboundMessage } from '../../../infobip/message/message';
import { LONGEST_TYPING_SECONDS, typingSeconds } from '../../../infobip/message/typing';
import type { Form } from '../../form/form';

/**
 * Puts the typing indicator and a pause before each message, if the options ask for it. Throws
 * InvalidInput.
 */
export function withTyping(
	messages: readonly OutboundMessage[],
	options: Form,
): readonly OutboundMessage[] {
	const mode = options.optionalChoice('showTyping', ['natural', 'fixed']);
	if (mode === undefined) return messages;
	const fixed = mode === 'fixed' ? (options.optionalNumber('typingTime') ?? 3) : undefined;
	if (fixed !== undefined && !(fixed > 0 && fixed <= LONGEST_TYPING_SECONDS)) {
		const problem = `must be a number up to ${LONGEST_TYPING_SECONDS}: Messenger shows the typing indicator no longer`;
		options.refuse('typingTime', problem);
	}
	if (options.moment('sendAt') !== undefined) {
		options.refuse('showTyping', "cannot be combined with 'Send At': no one types then");
	}
	return messages.flatMap((message) => {
		const seconds = fixed ?? Math.round(typingSeconds(message.content));
		const { sender, recipient } = message;
		const typing: OutboundMessage = {
			sender,
			recipient,
			content: { type: 'senderAction', action: 'TYPING_ON' },
			options: {},
			mayFail: true,
		};
		return [typing, { ...message, pauseBefore: seconds * 1000 }];
	});
}
