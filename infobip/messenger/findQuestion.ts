import type { Transport } from '../call/client';
import { parseMoment } from '../inbound/parseMoment';
import { objectOf, textOf, type JsonObject } from '../json';
import { readLogs } from './logs';
import { parseReference, type Reference } from '../conversation/reference';

/** More than a Page sends to one customer in the two days that the logs hold. */
const MOST_LOGS = 1000;

/**
 * The question that a typed message answers: the newest message of the Page to this customer, if it
 * is a question. Infobip's logs are read for it, which consumes nothing; they are limited to 120
 * requests a minute (documented). Throws ApiError, ConnectionError and UnexpectedAnswer.
 *
 * @param asked.before when the reply was received; what was sent later cannot be what it answers
 */
export async function findQuestion(
	transport: Transport,
	{ pageId, userKey, before }: { pageId: string; userKey: string; before: Date | undefined },
): Promise<Reference | undefined> {
	const logs = await readLogs(transport, { sender: pageId, destination: userKey }, MOST_LOGS);
	// The order of the logs is not documented.
	const newest = logs
		.filter((log) => isMessage(log))
		.map((log) => ({ id: textOf(log.messageId), at: parseMoment(textOf(log.sentAt)) }))
		.filter(({ at }) => at !== undefined && (before === undefined || at <= before))
		.reduce<{ id?: string; at?: Date }>(
			(latest, log) => ((log.at ?? 0) >= (latest.at ?? 0) ? log : latest),
			{},
		);
	return parseReference(newest.id);
}

/** Neither a typing sign nor what was not delivered. */
function isMessage({ content, status }: JsonObject): boolean {
	const { groupName } = objectOf(status);
	return (
		objectOf(content).type !== 'SENDER_ACTION' &&
		groupName !== 'REJECTED' &&
		groupName !== 'UNDELIVERABLE'
	);
}
