/** Receive through a Forward action of an application (Facebook API). */
import { NodeOperationError, type IHookFunctions, type IWebhookFunctions } from 'n8n-workflow';

import {
	isForwarding,
	newForwardRegistration,
	startForwarding,
	stopForwarding,
	stopLostForwarding,
	type ForwardRegistration,
	type DesiredForward,
} from '../../infobip/facebook/forwarding';
import { carriesSecret, forwardSecret, secretIn } from '../../infobip/facebook/forwardSecret';
import type { Connection } from '../connection/connection';
import { webhookLifecycle } from './webhookLifecycle';
import { nodeChoice, parameterOf, webhookUrlOf } from './hookParameters';
import { ownerOf, RegistrationStore } from './registrationStore';
import type { Receiver } from './receiver';
import { triggerSecretIfKnown } from './triggerSecret';

const NAME = 'forward';

const registrationStore = new RegistrationStore<ForwardRegistration>('forward', [
	'applicationKey',
	'url',
	'secret',
]);

export const forward: Receiver = {
	...webhookLifecycle<ForwardRegistration, DesiredForward>({
		name: NAME,
		registrationStore,
		readDesired,
		begin: (desired, owner, secret) =>
			newForwardRegistration(
				desired,
				forwardSecret(owner, desired.configurationKey === undefined, secret),
			),
		secretOf: ({ secret }) => secret,
		describe: ({ applicationKey, configurationKey, actionKey }) =>
			`The Forward action ${actionKey ?? 'of this workflow'} in configuration ${configurationKey ?? 'of this workflow'} of application ${applicationKey}`,
		isInPlace: isForwarding,
		start: startForwarding,
		stop: stopForwarding,
		stopLost: stopLostForwarding,
	}),

	async isAuthentic(context) {
		const query = queryOf(context);
		if (carriesSecret(query, registrationStore.read(context)?.secret)) return true;
		const given = secretIn(query);
		if (typeof given !== 'string' || !/^[0-9a-f]{64}$/.test(given)) return false;
		const url = context.getNodeWebhookUrl('default') ?? '';
		if (carriesSecret(query, registrationStore.readUnowned(context, url)?.secret)) return true;
		const secret = await triggerSecretIfKnown(context, NAME);
		return (
			secret !== undefined &&
			[true, false].some((isOwn) =>
				carriesSecret(query, forwardSecret(ownerOf(context), isOwn, secret)),
			)
		);
	},

	ownId: (context) => registrationStore.read(context)?.applicationKey,

	wantedEvents: () => ['messageReceived'],
};

function readDesired(context: IHookFunctions, connection: Connection): DesiredForward {
	const node = context.getNode();
	const url = webhookUrlOf(context);
	const applicationKey = connection.applicationOf(nodeChoice(context));
	if (context.getNodeParameter('configuration', 'create') !== 'existing') {
		return { applicationKey, configurationKey: undefined, url };
	}
	const configurationKey = parameterOf(context, 'configurationKey');
	if (configurationKey === undefined) {
		throw new NodeOperationError(node, "'Configuration Key' is empty", {
			description: 'Choose the configuration, or let the node create one of its own.',
		});
	}
	return { applicationKey, configurationKey, url };
}

export function queryOf(context: IWebhookFunctions): Record<string, unknown> {
	return Object(context.getQueryData()) as Record<string, unknown>;
}
