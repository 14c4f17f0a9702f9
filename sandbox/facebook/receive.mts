import { writeExactJson } from '../exactJson.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';
import type { World } from '../world.mts';
import type { Application } from './applicationRegistry.mts';
import { receivedEnvelope, receivedItem } from './receivedItem.mts';
import type { ItemLayout } from './receivedItem.mts';

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
	const via = { api: 'facebook', applicationKey: application.key } as const;
	for (const message of messages) world.conversations.addReceived(via, message);

	const actions = application.configurations.flatMap((configuration) => configuration.actions);
	const pull = actions.find(({ type }) => type === 'PULL');
	if (pull !== undefined || actions.length === 0) {
		for (const message of messages) {
			const callbackData = pull?.callbackData ?? null;
			world.inbox.add(receivedItem(message, application.key, layout, callbackData));
		}
	}
	const firstTries = actions.map(async ({ key, forwardUrl, callbackData }) => {
		if (forwardUrl === undefined) return;
		const items = messages.map((message) =>
			receivedItem(message, application.key, layout, callbackData ?? null),
		);
		const body = writeExactJson(receivedEnvelope(items, 0));
		await world.forwarder.send(key, forwardUrl, body).firstTry;
	});
	await Promise.all(firstTries);
}
