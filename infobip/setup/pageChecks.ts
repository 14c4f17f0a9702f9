import type { Transport } from '../call/client';
import { objectOf, textOf, type JsonObject } from '../json';
import { readLogs } from '../messenger/logs';
import { eventNames, subscriptionIdOf } from '../messenger/subscribing';
import { getProfile, listSubscriptions } from '../messenger/subscriptions';
import { unlessGone } from '../call/unlessGone';
import { checkInboundConfigurations, TAKEN_FIRST } from './inboundConfigurationChecks';
import { attempt, bad, checkAccount, good, type Check } from './setupReport';
import { checkAnswers, checkTargets, type Surroundings, type Target } from './target';

/** Checks how a Page is set up. Changes and consumes nothing. */
export async function checkPage(
	transport: Transport,
	pageId: string | undefined,
	surroundings: Surroundings,
): Promise<Check[]> {
	const { ownUrl, infobipIsLocal, instanceId } = surroundings;
	const { isUsable, checks } = await checkAccount(transport, 'messenger');
	if (pageId === undefined) return [...checks, NONE_CHOSEN];
	if (!isUsable) return checks;
	return [
		...checks,
		...(await attempt(KNOWN, async () => [await checkKnown(transport, pageId)])),
		...(await attempt('Messages are handed over', async () => {
			const targets = await subscribedTargets(transport, pageId, instanceId);
			return [
				...checkTargets(targets, ownUrl, infobipIsLocal),
				...(await checkAnswers(targets, surroundings)),
			];
		})),
		...(await attempt(TAKEN_FIRST, async () => checkInboundConfigurations(transport, pageId))),
	];
}

const KNOWN = 'Page known';

const NONE_CHOSEN = bad(
	'Page chosen',
	"Neither 'Page ID' in this node nor 'Page ID' in the credential has a value",
	"Enter the ID of the Page in the node, or as 'Page ID' in the credential.",
);

/** Infobip documents no method that looks a Page up; its logs show whether it has sent lately. */
async function checkKnown(transport: Transport, pageId: string): Promise<Check> {
	if (!/^\d+$/.test(pageId)) {
		const fix = 'Enter the digits that Infobip shows for the Page.';
		return bad(KNOWN, `"${pageId}" is not a Page ID`, fix);
	}
	const logs = await readLogs(transport, { sender: pageId }, 1);
	return good(
		KNOWN,
		logs.length > 0
			? `${pageId} has sent messages in the last 48 hours`
			: `${pageId} has sent nothing in the last 48 hours, and Infobip has no method that looks a Page up`,
	);
}

async function subscribedTargets(
	transport: Transport,
	pageId: string,
	instanceId: string,
): Promise<Target[]> {
	const targets: Target[] = [];
	for (const subscription of await listSubscriptions(transport)) {
		if (!coversMessagesOf(subscription, pageId)) continue;
		const id = textOf(subscription.subscriptionId) ?? '';
		const name = textOf(subscription.name);
		const url = await notifyUrlOf(transport, objectOf(subscription.profile));
		targets.push({
			what: `subscription ${name === undefined ? id : `"${name}" (${id})`}`,
			url,
			isOf: (trigger) => id === subscriptionIdOf({ ...trigger, instanceId }, url),
		});
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
	if (inline !== undefined || id === undefined) return inline ?? UNKNOWN_ADDRESS;
	const whole = await unlessGone(getProfile(transport, id));
	return textOf(objectOf(whole?.webhook).notifyUrl) ?? UNKNOWN_ADDRESS;
}

const UNKNOWN_ADDRESS = 'an address that Infobip does not show';
