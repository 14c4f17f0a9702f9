/** What the inbound configurations of a Page do with its messages (documented: Infobip's OpenAPI 3.210.0, Resources API). */
import type { Transport } from '../call/client';
import { isObject, objectOf, textOf, type JsonObject } from '../json';
import { readInboundConfigurations } from '../messenger/inboundConfigurations';
import { bad, good, type Check } from './setupReport';

export const TAKEN_FIRST = 'Nothing takes the messages first';
const ANSWERED_TOO = 'Nothing else answers the customer';

/**
 * A forwarding of an inbound configuration wins over every subscription; its other actions run
 * besides them (documented).
 */
export async function checkInboundConfigurations(
	transport: Transport,
	pageId: string,
): Promise<Check[]> {
	const configurations = await readInboundConfigurations(transport, pageId);
	const clauses = (of: (configuration: JsonObject) => string[]): string[] =>
		configurations.flatMap((one) => of(one).map((clause) => `${forWhat(one)}${clause}`));
	return [
		checkTaken(configurations.length, clauses(forwarding), clauses(conversations)),
		...checkAnswered(clauses(answers)),
	];
}

function checkTaken(count: number, taken: string[], noted: string[]): Check {
	const notes = noted.length === 0 ? '' : `; ${noted.join('; ')}`;
	if (taken.length > 0) {
		return bad(
			TAKEN_FIRST,
			`The inbound configuration of the Page comes first, and subscriptions get nothing of what it takes: ${taken.join('; ')}${notes}`,
			'Remove the forwarding of the Page in the Infobip portal (Channels and Numbers → Messenger), so that the subscription of your workflow receives.',
		);
	}
	return good(
		TAKEN_FIRST,
		count === 0
			? 'The Page has no inbound configuration of its own'
			: `The inbound configuration of the Page forwards nothing${notes}`,
	);
}

function checkAnswered(answered: string[]): Check[] {
	if (answered.length === 0) return [];
	return [
		bad(
			ANSWERED_TOO,
			`The inbound configuration of the Page answers as well: ${answered.join('; ')}`,
			'Leave it if this is intended. Otherwise switch it off in the Infobip portal (Channels and Numbers → Messenger), so that a customer is not answered twice.',
		),
	];
}

function forWhat({ keyword }: JsonObject): string {
	const word = textOf(keyword);
	return word === undefined ? '' : `messages that begin with "${word}" `;
}

/** Where it forwards to. `FORWARD_TO_SUBSCRIPTION` is what a subscription needs. */
function forwarding(configuration: JsonObject): string[] {
	const { type, url, email, mail, urls } = objectOf(configuration.forwarding);
	const kind = textOf(type) ?? (url === undefined ? undefined : 'HTTP_FORWARD');
	const address = [url, email, mail, urls].map(textOf).find((text) => text !== undefined);
	const to = address === undefined ? '' : ` to ${address}`;
	switch (kind) {
		case undefined:
		case 'FORWARD_TO_SUBSCRIPTION':
			return [];
		case 'HTTP_FORWARD':
			return [`are forwarded${to}`];
		case 'PULL':
			return ['wait to be fetched (PULL)'];
		case 'MAIL_FORWARD':
			return [`are sent by e-mail${to}`];
		case 'NO_ACTION':
		case 'BLOCK':
			return [`are dropped (${kind})`];
		default:
			return [`are handled by ${kind}${to}`];
	}
}

function conversations(configuration: JsonObject): string[] {
	const { enabled } = objectOf(configuration.conversations);
	return enabled === true ? ['are also shown to the agents of Conversations'] : [];
}

function answers(configuration: JsonObject): string[] {
	const { enabled } = objectOf(configuration.answers);
	const text = textOf(objectOf(configuration.autoResponse).message);
	return [
		...(enabled === true ? ['are answered by a chatbot of Infobip Answers'] : []),
		...(isObject(configuration.autoResponse)
			? [`are answered automatically${text === undefined ? '' : ` with "${text.slice(0, 80)}"`}`]
			: []),
	];
}
