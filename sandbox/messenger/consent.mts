import type { JsonObject } from '../exactJson.mts';
import { infobipTime } from '../platform/infobipTime.mts';
import { keyFor } from '../platform/keys.mts';
import { publish } from '../subscriptions/publish.mts';
import type { World } from '../world.mts';
import type { Page } from './pages.mts';

export interface Consent {
	event: 'SUBSCRIBE' | 'UNSUBSCRIBE';
	/** Of the opt-in that was answered. */
	payload?: string;
}

const TOKEN_LIFE_MS = 365 * 24 * 60 * 60 * 1000;

/** A person agrees to notifications of a page, or takes that back. Members are documented. */
export function changeConsent(world: World, page: Page, userKey: string, consent: Consent): void {
	const createdAt = new Date();
	const { event, payload } = consent;
	world.consents.change(page.id, userKey, event === 'SUBSCRIBE', payload);
	world.changes.tell();
	publish(world, 'CONSENT_UPDATE', [
		{
			pageId: page.id,
			item: (): JsonObject => ({
				channel: 'MESSENGER',
				event,
				sender: page.id,
				from: userKey,
				createdAt: infobipTime(createdAt),
				channelData: {
					// One token for a person and a page, whatever they change (guess).
					notificationMessagesToken: keyFor(`consent ${page.id} ${userKey}`),
					tokenExpiry: infobipTime(new Date(createdAt.getTime() + TOKEN_LIFE_MS)),
					userTokenStatus: 'NOT_REFRESHED',
					notificationMessagesTimezone: 'Europe/Zagreb',
					...(payload !== undefined && { subscriptionPayload: payload }),
					...optInTitle(world, page, userKey, payload),
				},
			}),
		},
	]);
}

/** The title of the opt-in that carried this payload, as the person saw it (inferred). */
function optInTitle(
	world: World,
	page: Page,
	userKey: string,
	payload: string | undefined,
): { subscriptionTitle?: string } {
	const cards = world.conversations
		.of(userKey)
		.filter(({ via, shown }) => 'pageId' in via && via.pageId === page.id && shown.kind === 'optIn')
		.flatMap(({ shown }) => shown.cards ?? []);
	const card = cards.findLast(({ buttons }) => buttons.some(({ value }) => value === payload));
	return card ? { subscriptionTitle: card.title } : {};
}
