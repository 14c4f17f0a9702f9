import type { Transport } from '../call/client';
import { resultsIn, sentMessageParser } from './sendResult';
import type { Violation } from '../errors';
import { defined, isObject, objectOf, textOf, type JsonObject } from '../json';
import { NO_RECIPIENT } from '../message/fieldRules';
import { senderKey, type OutboundMessage } from '../message/message';
import { oncePerOptions } from '../message/oncePerOptions';
import type { QueuedMessage, SendApi } from '../sending/sendApi';
import type { SentMessage } from '../sending/sentMessage';
import { pageMessage, scheduleOf, withDefaults, withOptions } from './pageMessage';
import { readLogs } from './logs';
import { violatedField } from './violatedField';

/** Infobip takes a list of ids up to 2,048 characters long (documented); an id has up to 200. */
const LONGEST_ID_LIST = 2048;

/** `POST /messenger/1/messages` (documented: Infobip's OpenAPI 3.210.0). */
export const messengerSend: SendApi = {
	path: '/messenger/1/messages',
	check: checkCustom,
	batchKey(message) {
		if (message.content.type === 'custom') return undefined;
		return `${senderKey(message.sender)} ${scheduleKey(message.options)}`;
	},
	idsOf(message, derivedId) {
		const { content, options } = message;
		const id = options.messageId ?? derivedId;
		if (content.type !== 'custom') return [id];
		const given = destinationsIn(content.body).map(({ messageId }) => textOf(messageId));
		if (given.length === 0) return [id];
		return given.map((own, place) => own ?? (given.length === 1 ? id : `${id}-${place + 1}`));
	},
	recipientsOf({ recipient, content }) {
		const named = recipient === undefined ? [] : [recipient.value];
		if (content.type !== 'custom') return named;
		return [...destinationsIn(content.body).flatMap(({ to }) => textOf(to) ?? []), ...named];
	},
	body(messages, isWanted) {
		const [first] = messages;
		const whole = first && wholeRequest(first.message);
		if (first && whole) {
			const { options } = first.message;
			const own = customMessages(whole).map((message) => withOptions(message, options));
			return withDefaults(
				{ ...whole, messages: withIds(own, first.ids, isWanted) },
				defined({ options: scheduleOf(options) }),
			);
		}
		const options = first && scheduleOf(first.message.options);
		return {
			messages: messages.flatMap((queued) => messageOnWire(queued, isWanted)),
			...(options ? { options } : {}),
		};
	},
	reader(json) {
		const { bulkId } = objectOf(json);
		const parse = sentMessageParser(bulkId);
		const byId = new Map<string, SentMessage>();
		for (const entry of resultsIn(json)) {
			const sent = parse(entry);
			byId.set(sent.messageId?.toLowerCase() ?? '', sent);
		}
		return ({ ids }) => {
			const results = ids.map((id) => byId.get(id.toLowerCase()));
			// Nearly always all of them; a list that is made longer step by step takes three times the memory.
			return results.every(isFound) ? results : results.filter(isFound);
		};
	},
	placeOf(property) {
		const place = /^messages\[(\d+)\]/.exec(property)?.[1];
		return place === undefined ? undefined : Number(place);
	},
	fieldOf: violatedField,
	findInLogs,
};

function isFound(result: SentMessage | undefined): result is SentMessage {
	return result !== undefined;
}

const scheduleKey = oncePerOptions((options) => JSON.stringify(scheduleOf(options) ?? null));

/** What the Messenger API takes is one message with `content`, or a whole request with `messages`. */
function checkCustom({ content, recipient }: OutboundMessage): Violation[] {
	if (content.type !== 'custom' || Array.isArray(content.body.messages)) return [];
	if (!isObject(content.body.content)) {
		const problem =
			'must have "content": { "type": … } as one message, or "messages": [ … ] as a whole request';
		return [{ field: ['body'], problem }];
	}
	const named = recipient !== undefined || 'destinations' in content.body;
	return named ? [] : [{ field: ['to'], problem: NO_RECIPIENT }];
}

function messageOnWire({ message, ids }: QueuedMessage, isWanted: IsWanted): JsonObject[] {
	const { content } = message;
	const entry = pageMessage(message, ids[0] ?? '');
	return content.type === 'custom' && 'destinations' in content.body
		? withIds([entry], ids, isWanted)
		: [entry];
}

/** The custom body that is a whole request: it has `messages`. */
function wholeRequest({ content }: OutboundMessage): JsonObject | undefined {
	return content.type === 'custom' && Array.isArray(content.body.messages)
		? content.body
		: undefined;
}

/** The messages of a custom body: itself, or those of a whole request. */
export function customMessages(body: JsonObject): JsonObject[] {
	return Array.isArray(body.messages) ? body.messages.filter(isObject) : [body];
}

function destinationsIn(body: JsonObject): JsonObject[] {
	return customMessages(body).flatMap(destinationsOf);
}

function destinationsOf({ destinations }: JsonObject): JsonObject[] {
	return Array.isArray(destinations) ? destinations.filter(isObject) : [];
}

type IsWanted = (messageId: string) => boolean;

/** Gives each destination its id, and leaves out those that are not wanted (any more). */
function withIds(
	messages: readonly JsonObject[],
	ids: readonly string[],
	isWanted: IsWanted,
): JsonObject[] {
	const remaining = ids.values();
	return messages.flatMap((message) => {
		const all = destinationsOf(message);
		const destinations = all
			.map((destination) => ({ ...destination, messageId: remaining.next().value ?? '' }))
			.filter(({ messageId }) => isWanted(messageId));
		if (all.length === 0) return [message];
		return destinations.length === 0 ? [] : [{ ...message, destinations }];
	});
}

/**
 * The messages that Infobip has, of those with the given ids. Reading the logs consumes nothing. Throws
 * ApiError, ConnectionError and UnexpectedAnswer.
 */
async function findInLogs(
	transport: Transport,
	messageIds: readonly string[],
): Promise<readonly SentMessage[]> {
	const parse = sentMessageParser();
	const found: SentMessage[] = [];
	for (const ids of lists(messageIds)) {
		const logs = await readLogs(transport, { messageId: ids.join(',') }, Infinity);
		// Not as arguments: whoever answers may send more of them than fit on the stack.
		for (const log of logs) found.push(parse(log));
	}
	return found;
}

function lists(ids: readonly string[]): string[][] {
	const lists: string[][] = [];
	let room = 0;
	for (const id of ids) {
		if (id.length + 1 > room) {
			lists.push([]);
			room = LONGEST_ID_LIST;
		}
		lists.at(-1)?.push(id);
		room -= id.length + 1;
	}
	return lists;
}
