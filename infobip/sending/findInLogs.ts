import type { Transport } from '../call/client';
import { textOf } from '../json';
import { parseSentMessage, type SentMessage } from '../message/sentMessage';
import { readLogs } from '../messenger/read';

/** Infobip takes a list of ids up to 2,048 characters long (documented); an id has up to 200. */
const LONGEST_LIST = 2048;

/**
 * The messages that Infobip has, of those with the given ids, from its logs. Reading them consumes
 * nothing. Throws ApiError, ConnectionError and UnexpectedAnswer.
 */
export async function findInLogs(
	transport: Transport,
	messageIds: readonly string[],
): Promise<Map<string, SentMessage>> {
	const found = new Map<string, SentMessage>();
	for (const ids of lists(messageIds)) {
		for (const log of await readLogs(transport, { messageId: ids.join(',') }, Infinity)) {
			const id = textOf(log.messageId);
			if (id !== undefined) found.set(id, parseSentMessage(log));
		}
	}
	return found;
}

function lists(ids: readonly string[]): string[][] {
	const lists: string[][] = [];
	let room = 0;
	for (const id of ids) {
		if (id.length + 1 > room) {
			lists.push([]);
			room = LONGEST_LIST;
		}
		lists.at(-1)?.push(id);
		room -= id.length + 1;
	}
	return lists;
}
