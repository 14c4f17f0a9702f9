import { writeExactJson } from '../exactJson.mts';
import type { World } from '../world.mts';
import type { Action, Application } from './applicationRegistry.mts';
import { receivedEnvelope, receivedItem } from './receivedItem.mts';
import type { ItemLayout, ReceivedMessage } from './receivedItem.mts';

/**
 * Hands received messages of one Application to its Actions. That every Forward Action of every
 * Configuration gets each message, and that a message with no Action at all waits for Pull, are
 * guesses: the reference knows no rule for either. Several messages travel in one forward body.
 *
 * @returns a promise that settles when the first try of each forward has ended
 */
export async function receive(
	world: World,
	application: Application,
	messages: ReceivedMessage[],
	layout: ItemLayout = world.settings.layout,
): Promise<void> {
	for (const message of messages) remember(world, message);

	const actions = application.configurations.flatMap((configuration) => configuration.actions);
	const pull = actions.find(({ type }) => type === 'PULL');
	if (pull !== undefined || actions.length === 0) {
		for (const message of messages) {
			world.inbox.add(receivedItem(message, layout, pull?.callbackData ?? null));
		}
	}
	const firstTries = actions.map(async (action) => forward(world, action, messages, layout));
	await Promise.all(firstTries);
}

async function forward(
	world: World,
	{ key, forwardUrl, callbackData }: Action,
	messages: ReceivedMessage[],
	layout: ItemLayout,
): Promise<void> {
	if (forwardUrl === undefined) return;
	const items = messages.map((message) => receivedItem(message, layout, callbackData ?? null));
	const body = writeExactJson(receivedEnvelope(items, 0));
	await world.forwarder.send(key, forwardUrl, body).firstTry;
}

/** Facebook shows a message once, however often Infobip hands it over. */
function remember(world: World, message: ReceivedMessage): void {
	const { userKey, messageId, applicationKey, receivedAt, content } = message;
	const known = world.conversations.of(userKey).some((entry) => entry.messageId === messageId);
	if (known) return;
	world.conversations.add(userKey, {
		said: 'customer',
		messageId,
		at: receivedAt.toISOString(),
		via: { api: 'facebook', applicationKey },
		message: content,
	});
}
