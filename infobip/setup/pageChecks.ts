import type { Transport } from '../call/client';
import { call } from '../call/client';
import { isObject, objectOf, textOf, type JsonObject } from '../json';
import { readLogs } from '../messenger/read';
import { eventNames } from '../messenger/subscribing';
import { getProfile, listSubscriptions } from '../messenger/subscriptions';
import { unlessGone } from '../call/unlessGone';
import { bad, checkAccount, good, orRefused, type Check } from './setupReport';
import { checkTargets, type Target } from './target';

const TAKEN_FIRST = 'Nothing takes the messages first';

/** Checks how a Page is set up. Changes and consumes nothing. */
export async function checkPage(
	transport: Transport,
	pageId: string,
	ownUrl: URL | undefined,
	infobipIsLocal: boolean,
): Promise<Check[]> {
	const { apis, checks } = await checkAccount(transport, 'messenger');
	if (apis.messenger !== 'answers') return checks;
	return [
		...checks,
		await checkKnown(transport, pageId),
		...(await orRefused('Messages are handed over', async () =>
			checkTargets(await subscribedTargets(transport, pageId), ownUrl, infobipIsLocal),
		)),
		...(await orRefused(TAKEN_FIRST, async () => [
			await checkInboundConfiguration(transport, pageId),
		])),
	];
}

/** Infobip documents no method that looks a Page up; its logs show whether it has sent lately. */
async function checkKnown(transport: Transport, pageId: string): Promise<Check> {
	const name = 'Page known';
	if (!/^\d+$/.test(pageId)) {
		return bad(
			name,
			`"${pageId}" is no page ID`,
			'Enter the digits that Infobip shows for the Page.',
		);
	}
	const logs = await readLogs(transport, { sender: pageId }, 1);
	return good(
		name,
		logs.length > 0
			? `${pageId} has sent messages in the last 48 hours`
			: `${pageId} has sent nothing in the last 48 hours, and Infobip has no method that looks a Page up`,
	);
}

async function subscribedTargets(transport: Transport, pageId: string): Promise<Target[]> {
	const targets: Target[] = [];
	for (const subscription of await listSubscriptions(transport)) {
		if (!coversMessagesOf(subscription, pageId)) continue;
		const id = textOf(subscription.subscriptionId) ?? '';
		const name = textOf(subscription.name);
		const url = await notifyUrlOf(transport, objectOf(subscription.profile));
		targets.push({ what: `subscription ${name === undefined ? id : `"${name}" (${id})`}`, url });
	}
	return targets;
}

/** A subscription without resources is for every Page of the account. */
function coversMessagesOf({ events, resources }: JsonObject, pageId: string): boolean {
	const pages = Array.isArray(resources) ? resources.map(textOf) : [];
	return (
		eventNames(events).includes('INBOUND_MESSAGE') && (pages.length === 0 || pages.includes(pageId))
	);
}

async function notifyUrlOf(transport: Transport, profile: JsonObject): Promise<string> {
	const inline = textOf(objectOf(profile.webhook).notifyUrl);
	const id = textOf(profile.profileId);
	if (inline !== undefined || id === undefined) return inline ?? 'an unknown address';
	const whole = await unlessGone(getProfile(transport, id));
	return textOf(objectOf(whole?.webhook).notifyUrl) ?? 'an unknown address';
}

/** An inbound configuration of the Page wins over every subscription (documented: Infobip, inbound message configuration). */
async function checkInboundConfiguration(transport: Transport, pageId: string): Promise<Check> {
	const answer = await unlessGone(
		call(transport, {
			task: `get the inbound configuration of Page ${pageId}`,
			method: 'GET',
			path: '/resource-management/1/inbound-message-configurations',
			query: { channel: 'MESSENGER', resource: pageId },
		}),
	);
	const configurations = (Array.isArray(answer) ? answer : []).filter(isObject);
	const urls = configurations.flatMap(({ forwarding }) => textOf(objectOf(forwarding).url) ?? []);
	if (urls.length === 0)
		return good(TAKEN_FIRST, 'The Page has no inbound configuration of its own');
	return bad(
		TAKEN_FIRST,
		`The inbound configuration of the Page forwards to ${urls.join(', ')}, and subscriptions get nothing`,
		'Remove the forwarding of the Page in the Infobip portal (Channels and Numbers → Messenger), so that the subscription of your workflow receives.',
	);
}
