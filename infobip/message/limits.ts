import { InvalidInput, type Violation } from '../errors';
import { checkContent, checkQuickReplies } from './contentLimits';
import { checkUse } from '../facebook/use';
import type { OutboundMessage } from './message';
import { checkOptions } from './optionLimits';

/**
 * Checks a message before anything is sent. Throws InvalidInput with everything that is wrong.
 *
 * Meta's limits hold for both APIs; where Infobip documents one for the Messenger API only, it is
 * taken over for the Facebook API, which carries to the same Messenger.
 */
export function checkMessage(message: OutboundMessage): void {
	const violations = [
		...checkRecipient(message),
		...(message.sender.kind === 'application' ? checkUse(message) : []),
		...checkContent(message.content),
		...checkQuickReplies(message.quickReplies ?? []),
		...checkOptions(message.options),
	];
	if (violations.length > 0) throw new InvalidInput(violations);
}

function checkRecipient({ recipient, content }: OutboundMessage): Violation[] {
	if (recipient === undefined) {
		return content.type === 'custom' ? [] : [{ field: ['to'], problem: 'is empty' }];
	}
	if (recipient.value.trim() === '') return [{ field: ['to'], problem: 'is empty' }];
	if (recipient.kind === 'phoneNumber' && !/^\+?\d{5,15}$/.test(recipient.value)) {
		const problem =
			'is no phone number: use the international form with digits only, such as 38591234567';
		return [{ field: ['to'], problem }];
	}
	return [];
}
