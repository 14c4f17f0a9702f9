import { writeExactJson } from '../exactJson.mts';
import { groupBy } from '../platform/groupBy.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';
import type { WebhookKind } from '../platform/webhookKind.mts';
import { publish } from '../subscriptions/publish.mts';
import type { InboundConfiguration } from '../resources/inboundConfigurations.mts';
import type { World } from '../world.mts';
import type { Page } from './pages.mts';
import { pageEnvelope, pageItem } from './receivedItem.mts';
import type { PageLayout, PageMessage } from './receivedItem.mts';

/**
 * Hands messages to a page over: an inbound configuration that forwards wins, else whoever
 * subscribed (documented), else they wait to be fetched through the Messages API (inferred).
 *
 * @returns a promise that settles when the first try of each forward has ended
 */
export async function receivePage(
	world: World,
	page: Page,
	messages: ReceivedMessage[],
	layout?: PageLayout,
): Promise<void> {
	const via = { api: 'messenger', pageId: page.id } as const;
	for (const message of messages) world.conversations.addReceived(via, message);

	const byConfiguration = groupBy(messages, ({ content }) =>
		world.inboundConfigurations.decisive(page.id, content.text),
	);
	const firstTries = [...byConfiguration].map(async ([configuration, group]) => {
		const received = group.map((message) => pageMessage(world, page, message, configuration));
		return configuration?.forwarding
			? forward(world, configuration, received, layout)
			: tellSubscribers(world, received, layout);
	});
	await Promise.all(firstTries);
}

/** Without authentication, since its schema has no place for one (inferred). */
async function forward(
	world: World,
	{ configurationKey, forwarding }: InboundConfiguration,
	messages: PageMessage[],
	played: PageLayout | undefined,
): Promise<void> {
	const layout = layoutFor(world, forwarding?.format, played);
	const items = messages.map((message) => pageItem(message, layout));
	const body = writeExactJson(pageEnvelope(items, layout));
	await world.forwarder.send(configurationKey, forwarding?.url ?? '', body, {
		webhook: webhookOf(messages, layout),
	}).firstTry;
}

async function tellSubscribers(
	world: World,
	messages: PageMessage[],
	played: PageLayout | undefined,
): Promise<void> {
	const happenings = messages.map((message) => ({
		...message,
		item: (format: string | undefined) => pageItem(message, layoutFor(world, format, played)),
	}));
	const { left, firstTries } = publish(world, 'INBOUND_MESSAGE', happenings, {
		body: (items, format) => pageEnvelope(items, layoutFor(world, format, played)),
		webhook: (format) => webhookOf(messages, layoutFor(world, format, played)),
	});
	for (const message of left) world.pageInbox.add(message);
	await firstTries;
}

function pageMessage(
	world: World,
	page: Page,
	message: ReceivedMessage,
	configuration: InboundConfiguration | undefined,
): PageMessage {
	const answered = world.outbox
		.between(page.id, message.userKey)
		.find(({ messageId }) => messageId === message.pairedMessageId);
	const callbackData = answered?.request.webhooks?.callbackData;
	return {
		pageId: page.id,
		message,
		...(callbackData !== undefined && { callbackData }),
		...(configuration?.platform && { platform: configuration.platform }),
	};
}

/** What is played comes first, then the format asked for; the setting decides the rest. */
function layoutFor(
	{ settings }: World,
	format: string | undefined,
	played: PageLayout | undefined,
): PageLayout {
	return played ?? (format === 'MO_MESSAGES_API_JSON' ? 'messagesApi' : settings.pageLayout);
}

/** What a play has overridden is no webhook of Infobip's any more. */
function webhookOf(messages: PageMessage[], layout: PageLayout): WebhookKind | undefined {
	if (messages.some(({ message }) => message.overrides)) return undefined;
	return layout === 'messagesApi' ? 'MO_MESSAGES_API_JSON' : 'INBOUND_MESSAGE';
}
