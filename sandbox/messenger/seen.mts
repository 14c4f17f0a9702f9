import { writeExactJson } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { groupBy } from '../platform/groupBy.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import { publish } from '../subscriptions/publish.mts';
import type { World } from '../world.mts';
import type { SentMessage } from './outbox.mts';
import type { Page } from './pages.mts';

/**
 * A person opens the conversation: all that has arrived is read. Each report goes to the URL that
 * came with the message, else to whoever subscribed (documented), else nowhere: there is no pull.
 */
export function markSeen(world: World, page: Page, userKey: string): SentMessage[] {
	const seenAt = new Date();
	const seen = world.outbox.between(page.id, userKey).filter(isUnseen);
	for (const message of seen) {
		message.seenAt = seenAt;
		world.conversations.setStatus(userKey, message.messageId, 'seen');
	}
	const byUrl = groupBy(seen, ({ request }) => request.webhooks?.seen?.url);
	for (const [url, group] of byUrl) {
		if (url === undefined) {
			publish(world, 'SEEN', group.map(happening));
		} else {
			const body = writeExactJson({ results: group.map(seenReport) });
			world.forwarder.send('webhooks.seen.url', url, body, { webhook: 'SEEN' });
		}
	}
	return seen;
}

/** Nobody reads a typing sign (inferred). */
function isUnseen({ status, seenAt, request }: SentMessage): boolean {
	return status.groupName === 'DELIVERED' && !seenAt && request.content.type !== 'SENDER_ACTION';
}

function happening(message: SentMessage) {
	const { sender, options } = message.request;
	return {
		pageId: sender,
		...(options?.platform && { platform: options.platform }),
		item: () => seenReport(message),
	};
}

/** `from` is the person and `to` the page (documented by example). */
function seenReport({ messageId, destination, request, sentAt, seenAt }: SentMessage): JsonObject {
	const { platform, campaignReferenceId } = request.options ?? {};
	return {
		messageId,
		from: destination,
		to: request.sender,
		sentAt: infobipTime(sentAt),
		...(seenAt && { seenAt: infobipTime(seenAt) }),
		...platform,
		...(campaignReferenceId !== undefined && { campaignReferenceId }),
	};
}
