import { appName } from '../facebook/applicationRegistry.mts';
import type { Application } from '../facebook/applicationRegistry.mts';
import type { Page } from '../messenger/pages.mts';
import type { ConversationEntry, Via } from '../platform/conversations.mts';
import type { Forward } from '../platform/forwarder.mts';
import { hasSubscriber } from '../subscriptions/publish.mts';
import type { World } from '../world.mts';
import { callViews } from './callViews.mts';
import type { ChatView, Contact, EntryView, Handover, Place } from './view.mts';
import { withoutSecrets } from './withoutSecrets.mts';

/** Whose conversation is looked at; without both, only the places and calls are. */
export interface Looked {
	via?: Via | undefined;
	userKey?: string | undefined;
}

/** So many messages of a conversation are drawn; their fate is looked for among as many forwards. */
const SHOWN_ENTRIES = 200;

export function chatView(world: World, { via, userKey }: Looked): ChatView {
	const places = [
		...world.pages.all().map((page) => pagePlace(world, page)),
		...world.applications.all().map(applicationPlace),
	];
	return {
		places,
		isPlaceKnown: via === undefined || places.some(({ id }) => id === idOf(via)),
		contacts: via ? contacts(world, via) : [],
		consents:
			via?.api === 'messenger' && userKey !== undefined
				? world.consents.of(via.pageId, userKey)
				: [],
		entries: via && userKey !== undefined ? entries(world, via, userKey) : [],
		calls: callViews(world),
	};
}

function idOf(via: Via): string {
	return via.api === 'facebook' ? via.applicationKey : via.pageId;
}

function applicationPlace({ key, app, configurations }: Application): Place {
	const types = configurations.flatMap(({ actions }) => actions.map(({ type }) => type));
	return {
		kind: 'application',
		id: key,
		name: appName(app.id),
		receiving: types.includes('HTTP_FORWARD')
			? 'forward'
			: types.includes('PULL')
				? 'pull'
				: 'nobody',
	};
}

function pagePlace(world: World, { id, name }: Page): Place {
	const forwards =
		world.inboundConfigurations.decisive(id, undefined)?.forwarding !== undefined ||
		hasSubscriber(world, 'INBOUND_MESSAGE', id);
	return { kind: 'page', id, name, receiving: forwards ? 'forward' : 'nobody' };
}

function contacts({ conversations }: World, via: Via): Contact[] {
	return conversations
		.userKeys()
		.flatMap((userKey) => {
			const last = conversations
				.between(userKey, via)
				.findLast(({ shown }) => shown.kind !== 'action');
			return last ? [{ userKey, said: last.said, shown: last.shown, at: last.at }] : [];
		})
		.sort((left, right) => right.at.localeCompare(left.at));
}

function entries({ conversations, forwarder }: World, via: Via, userKey: string): EntryView[] {
	const forwards = forwarder.latest(SHOWN_ENTRIES);
	return conversations
		.between(userKey, via)
		.map((entry, index) => ({ entry, number: index + 1 }))
		.slice(-SHOWN_ENTRIES)
		.map(({ entry, number }) => entryView(entry, number, forwards));
}

function entryView(
	{ messageId, said, at, message, shown, status }: ConversationEntry,
	number: number,
	forwards: readonly Readonly<Forward>[],
): EntryView {
	const id = JSON.stringify(messageId);
	const forward =
		said === 'customer' ? forwards.findLast(({ body }) => body.includes(id)) : undefined;
	return {
		number,
		messageId,
		said,
		at,
		type: String(message.type),
		shown,
		...(status && { status }),
		...(forward && { handover: handover(forward) }),
	};
}

function handover({ state, url, attempts }: Readonly<Forward>): Handover {
	const { status = null, error = null, nextInMinutes = null } = attempts.at(-1) ?? {};
	return { state, url: withoutSecrets(url), status, error, nextInMinutes };
}
