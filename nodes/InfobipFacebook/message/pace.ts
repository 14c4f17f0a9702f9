/** Messages at the pace of a person who types them. */
import type { OutboundMessage } from '../../../infobip/message/message';
import { LONGEST_TYPING_SECONDS, typingSeconds } from '../../../infobip/message/typing';
import type { Form } from '../../form/form';

/** How long the typing indicator is shown before a message: so many seconds, or as long as typing takes. */
export interface Typing {
	readonly seconds: number | undefined;
}

/** Undefined if it is not to be shown. Throws InvalidInput. */
export function readTyping(options: Form): Typing | undefined {
	const mode = options.optionalChoice('showTyping', ['natural', 'fixed']);
	if (mode === undefined) return undefined;
	const fixed = mode === 'fixed' ? (options.optionalNumber('typingTime') ?? 3) : undefined;
	if (fixed !== undefined && !(fixed > 0 && fixed <= LONGEST_TYPING_SECONDS)) {
		const problem = `must be a number up to ${LONGEST_TYPING_SECONDS}: Messenger shows the typing indicator no longer`;
		options.refuse('typingTime', problem);
	}
	if (options.moment('sendAt') !== undefined) {
		options.refuse('showTyping', "cannot be combined with 'Send At': no one types then");
	}
	return { seconds: fixed };
}

/** Puts the typing indicator and a pause before each message. */
export function withTyping(
	messages: readonly OutboundMessage[],
	typing: Typing | undefined,
): readonly OutboundMessage[] {
	if (typing === undefined) return messages;
	return messages.flatMap((message) => {
		const seconds = typing.seconds ?? Math.round(typingSeconds(message.content));
		const { sender, recipient } = message;
		const indicator: OutboundMessage = {
			sender,
			recipient,
			content: { type: 'senderAction', action: 'TYPING_ON' },
			options: {},
			mayFail: true,
		};
		return [indicator, { ...message, pauseBefore: seconds * 1000 }];
	});
}
