import { InvalidInput, type Violation } from '../errors';
import { checkContent, checkQuickReplies } from '../message/contentLimits';
import { NO_RECIPIENT } from '../message/fieldRules';
import { senderKey, type OutboundMessage } from '../message/message';
import { oncePerOptions } from '../message/oncePerOptions';
import { checkOptions } from '../message/optionLimits';
import { apiOf } from './apiOf';

/**
 * Checks a message before anything is sent. Throws InvalidInput with everything that is wrong.
 *
 * Meta's limits hold for both APIs; if Infobip documents one for the Messenger API only, it is
 * taken over for the Facebook API, which carries to the same Messenger.
 */
export function checkMessage(message: OutboundMessage): void {
	const violations = checkRecipient(message).concat(
		checkContent(message.content),
		checkQuickReplies(message.quickReplies ?? []),
		problemsOfOptions(message.options),
		apiOf(message).check(message),
	);
	if (violations.length > 0) throw new InvalidInput(violations);
}

const problemsOfOptions = oncePerOptions((options) => checkOptions(options));

function checkRecipient({ recipient, content, sender }: OutboundMessage): Violation[] {
	if (recipient === undefined) {
		return content.type === 'custom' ? [] : [{ field: ['to'], problem: NO_RECIPIENT }];
	}
	if (recipient.value.trim() === '') return [{ field: ['to'], problem: NO_RECIPIENT }];
	// A workflow that answers reports of its own answers would run for ever.
	if (recipient.value.trim() === senderKey(sender).trim()) {
		const name = sender.kind === 'page' ? 'Page' : 'application';
		const problem = `is the ${name} itself, which cannot write to itself. A report has the customer in "to"`;
		return [{ field: ['to'], problem }];
	}
	if (sender.kind === 'page' && !/^\d+$/.test(recipient.value)) {
		const problem =
			'is not a user key, which has digits only. Use "from" of a message that the customer wrote to this Page';
		return [{ field: ['to'], problem }];
	}
	if (recipient.kind === 'phoneNumber' && !/^\+?\d{5,15}$/.test(recipient.value)) {
		const problem =
			'is not a phone number: use the international form with digits only, such as 38591234567';
		return [{ field: ['to'], problem }];
	}
	return [];
}
