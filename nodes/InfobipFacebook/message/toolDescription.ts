/**
 * What a language model reads about a tool that sends. It sees neither the guides nor the form, so what
 * it has to keep to is in here.
 */
import type { INodePropertyOptions } from 'n8n-workflow';

const ONE_CALL = 'One call sends one message to one customer.';
/** Meta's policy. */
const REPLY_WINDOW = 'Customers can be written to for 24 hours after their last message.';
export const RESULT_OF_SENDING =
	'Returns "messageId" and "status"; PENDING means accepted, not delivered yet. An error says what to change. If the outcome is unknown, do not send it again: the customer may get it twice.';

/**
 * @param limits sentences about what it can send
 * @param result sentences about what it returns
 */
export function toolDescription(
	{ description = '' }: Pick<INodePropertyOptions, 'description'>,
	limits: string,
	result = RESULT_OF_SENDING,
): string {
	return [asSentence(description), limits, ONE_CALL, REPLY_WINDOW, result].join(' ');
}

/** n8n's descriptions have no full stop if they are a single sentence. */
export function asSentence(description: string): string {
	return description.endsWith('.') ? description : `${description}.`;
}

/** As people write it: 2,000. `toLocaleString` would load all its languages when n8n starts. */
export function inWords(limit: number): string {
	return String(limit).replace(/\B(?=(\d{3})+$)/g, ',');
}
