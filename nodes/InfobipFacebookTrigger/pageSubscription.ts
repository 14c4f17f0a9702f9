/** Receive through a subscription to the events of a Page (Messenger API). */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';

import { authorization } from '../../infobip/authorization';
import { EVENT_NAMES, type EventName } from '../../infobip/event/event';
import {
	isSubscribed,
	newSubscription,
	subscribe,
	unsubscribe,
	type SubscriptionRegistration,
	type DesiredSubscription,
} from '../../infobip/messenger/subscribing';
import { isSecret } from '../../infobip/secret';
import type { Connection } from '../connection/connection';
import { webhookLifecycle } from './webhookLifecycle';
import { nodeChoice, webhookUrlOf } from './hookParameters';
import { RegistrationStore } from './registrationStore';
import type { Receiver } from './receiver';

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
	...webhookLifecycle({
		registrationStore,
		readWish,
		begin: newSubscription,
		isInPlace: isSubscribed,
		start: subscribe,
		stop: unsubscribe,
	}),

	async isAuthentic(context) {
		const registration = registrationStore.read(context.getWorkflowStaticData('node'));
		if (registration === undefined) return false;
		const { username, password } = registration;
		const expected = authorization({ kind: 'basic', username, password });
		return isSecret(context.getHeaderData().authorization, expected);
	},

	ownId: (context) => registrationStore.read(context.getWorkflowStaticData('node'))?.pageId,

	wantedEvents,
};

function readWish(context: IHookFunctions, connection: Connection): DesiredSubscription {
	const node = context.getNode();
	const pageId = connection.pageOf(nodeChoice(context));
	const events = wantedEvents(context);
	if (events.length === 0) {
		throw new NodeOperationError(node, "'Trigger On' is empty: choose at least one event");
	}
	const { name = 'a workflow' } = context.getWorkflow();
	const purpose = context.getActivationMode() === 'manual' ? 'test' : 'production';
	return { pageId, events, url: webhookUrlOf(context), name: `n8n ${purpose}: ${name}` };
}

function wantedEvents(context: IHookFunctions | IWebhookFunctions): EventName[] {
	const chosen: unknown = context.getNodeParameter('triggerOn', []);
	return EVENT_NAMES.filter((name) => Array.isArray(chosen) && chosen.includes(name));
}
