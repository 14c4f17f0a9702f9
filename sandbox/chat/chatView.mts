import { appName } from '../facebook/applicationRegistry.mts';
import type { Application } from '../facebook/applicationRegistry.mts';
import type { Channel } from '../messagesApi/channels.mts';
import type { Page } from '../messenger/pages.mts';
import type { ConversationEntry, Via } from '../platform/conversations.mts';
import type { Forward } from '../platform/forwarder.mts';
import { hasSubscriber } from '../subscriptions/publish.mts';
import type { World } from '../world.mts';
import { callViews } from './callViews.mts';
import type { ChatView, Contact, EntryView, Handover, Place } from './view.mts';
import { withoutSecrets } from './withoutSecrets.mts';

type PlaceVia = Exclude<Via, { api: 'messagesApi' }>;

/** Whose conversation is looked at; without both, only the places and calls are. */
export interface Looked {
	via?: PlaceVia | undefined;
	userKey?: string | undefined;
	/** Of the customer's phone; Messenger where it is missing. */
	channel?: Channel | undefined;
}

/** So many messages of a conversation are drawn; their fate is looked for among as many forwards. */
const SHOWN_ENTRIES = 200;

export function chatView(world: World, { via, userKey, channel }: Looked): ChatView {
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
		channels: userKey === undefined ? [] : channelsOf(world, userKey),
		outcomes: world.settings.channelOutcomes,
		trouble: world.settings.trouble,
		entries:
			via && userKey !== undefined
				? entries(world, channel ? onChannel(channel) : via, userKey)
				: [],
		calls: callViews(world),
	};
}

/** Who sent it does not matter: a phone shows what came on a channel. */
function onChannel(channel: Channel): Via {
	return { api: 'messagesApi', channel, sender: '' };
}

/** The channels of the customer's phone on which something has arrived or is on its way. */
function channelsOf({ conversations }: World, userKey: string): Channel[] {
	const channels = conversations
		.of(userKey)
		.flatMap(({ via }) => (via.api === 'messagesApi' ? [via.channel] : []));
	return [...new Set(channels)];
}

function idOf(via: PlaceVia): string {
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
	{ messageId, said, at, via, message, shown, status }: ConversationEntry,
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
		...(via.api === 'messagesApi' && { sender: via.sender }),
		...(status && { status }),
		...(forward && { handover: handover(forward) }),
	};
}

function handover({ state, url, attempts }: Readonly<Forward>): Handover {
	const { status = null, error = null, nextInMinutes = null } = attempts.at(-1) ?? {};
	return { state, url: withoutSecrets(url), status, error, nextInMinutes };
}
