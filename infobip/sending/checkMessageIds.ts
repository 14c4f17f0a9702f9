import { InvalidInput } from '../errors';
import type { OutboundMessage } from '../message/message';
import type { SendingOptions } from './outcome';
import type { Parts } from './requests';
import type { SendApi } from './sendApi';
import { visitAll } from './visitAll';

/**
 * What is wrong with message ids of the user's own, by item. Infobip knows a message by its id, in any
 * letter case, so two with the same one cannot be distinguished; and a comma separates the ids in a look-up.
 */
export async function checkMessageIds(
	items: ReadonlyArray<Parts | undefined>,
	{ apiOf, turn }: Pick<SendingOptions, 'apiOf' | 'turn'>,
): Promise<Map<number, InvalidInput>> {
	const itemsOf = new Map<string, number[]>();
	const problems = new Map<number, InvalidInput>();
	const noteId = (id: string, item: number): void => {
		if (/[,\s]/.test(id)) {
			problems.set(item, wrongId(`must not contain commas or spaces: "${id}"`));
		}
		const key = id.toLowerCase();
		const sharing = itemsOf.get(key);
		if (sharing === undefined) itemsOf.set(key, [item]);
		else sharing.push(item);
	};
	const noteItem = (item: number): void => {
		for (const message of items[item] ?? []) {
			for (const id of ownIds(message, apiOf(message))) noteId(id, item);
		}
	};
	await visitAll(items.length, noteItem, { turn });
	for (const [id, sharing] of itemsOf) {
		if (sharing.length < 2) continue;
		const shown = sharing.slice(0, MOST_ITEMS).map((item) => item + 1);
		const others = sharing.length > MOST_ITEMS ? ' and others' : '';
		const problem = `"${id}" is the same for items ${shown.join(', ')}${others}. Give each message an ID of its own`;
		for (const item of sharing) problems.set(item, wrongId(problem));
	}
	return problems;
}

function ownIds(message: OutboundMessage, api: SendApi): readonly string[] {
	if (message.options.messageId === undefined && message.content.type !== 'custom') return NONE;
	return api.idsOf(message, DERIVED).filter((id) => !id.startsWith(DERIVED));
}

const NONE: readonly string[] = [];

/** In place of the ids that are ours. */
const DERIVED = '\0';

/** A list that long is enough for a person. */
const MOST_ITEMS = 10;

function wrongId(problem: string): InvalidInput {
	return new InvalidInput([{ field: ['messageId'], problem }]);
}
