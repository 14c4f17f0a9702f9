/** Receive through a subscription to the events of a Page (Messenger API). */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import {
	isOurId,
	isSubscribed,
	newSubscription,
	subscribe,
	unsubscribe,
	unsubscribeLost,
	type SubscriptionRegistration,
	type DesiredSubscription,
} from '../../infobip/messenger/subscribing';
import { isSecret } from '../../infobip/secret';
import type { Connection } from '../connection/connection';
import { webhookLifecycle } from './webhookLifecycle';
import { nodeChoice, webhookUrlOf } from './hookParameters';
import { RegistrationStore } from './registrationStore';
import type { Receiver } from './receivers';
import { readTriggerOn } from './triggerOptions';
import { triggerSecretIfKnown } from './triggerSecret';

const NAME = 'subscription';

const registrationStore = new RegistrationStore<SubscriptionRegistration>('subscription', [
	'pageId',
	'url',
	'subscriptionId',
	'profileId',
	'authId',
	'username',
	'password',
]);

export const page: Receiver = {
	...webhookLifecycle<SubscriptionRegistration, DesiredSubscription>({
		name: NAME,
		registrationStore,
		readDesired,
		begin: newSubscription,
		secretOf: ({ password }) => password,
		describe: ({ subscriptionId, pageId }) => `Subscription ${subscriptionId} of Page ${pageId}`,
		isInPlace: isSubscribed,
		start: subscribe,
		stop: unsubscribe,
		stopLost: async (transport, _desired, claim, unnoted, notify) => {
			await unsubscribeLost(transport, unnoted, claim, notify);
		},
	}),

	async isAuthentic(context) {
		const given = loginIn(context.getHeaderData().authorization);
		if (given === undefined) return false;
		const url = context.getNodeWebhookUrl('default');
		for (const known of [
			registrationStore.read(context),
			registrationStore.readUnowned(context, url),
		]) {
			if (known === undefined) continue;
			const { username, password } = known;
			if (isSecret(`${given.username}:${given.password}`, `${username}:${password}`)) return true;
		}
		return (
			isOurId(given.username) && isSecret(given.password, await triggerSecretIfKnown(context, NAME))
		);
	},

	ownId: (context) => registrationStore.read(context)?.pageId,

	wantedEvents: readTriggerOn,
};

function readDesired(context: IHookFunctions, connection: Connection): DesiredSubscription {
	const node = context.getNode();
	const pageId = connection.pageOf(nodeChoice(context));
	const events = readTriggerOn(context);
	if (events.length === 0) {
		throw new NodeOperationError(node, "'Trigger On' is empty: choose at least one event");
	}
	const { name = 'a workflow' } = context.getWorkflow();
	const purpose = context.getActivationMode() === 'manual' ? 'test' : 'production';
	return { pageId, events, url: webhookUrlOf(context), name: `n8n ${purpose}: ${name}` };
}

/** What Basic authentication contains, if it has the form of ours. */
function loginIn(authorization: unknown): { username: string; password: string } | undefined {
	const encoded = /^Basic ([A-Za-z0-9+/]+=*)$/i.exec(String(authorization))?.[1] ?? '';
	const login = Buffer.from(encoded, 'base64').toString();
	return /^[^:]+:[0-9a-f]{64}$/.test(login)
		? { username: login.slice(0, -65), password: login.slice(-64) }
		: undefined;
}
