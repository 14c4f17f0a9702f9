/** Receive through a Forward action of an application (Facebook API). */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import {
	isForwarding,
	newForwardRegistration,
	startForwarding,
	stopForwarding,
	type ForwardRegistration,
	type DesiredForward,
} from '../../infobip/facebook/forwarding';
import { carriesSecret } from '../../infobip/facebook/forwardSecret';
import type { Connection } from '../connection/connection';
import { webhookLifecycle } from './webhookLifecycle';
import { nodeChoice, parameterOf, webhookUrlOf } from './hookParameters';
import { RegistrationStore } from './registrationStore';
import type { Receiver } from './receiver';

const registrationStore = new RegistrationStore<ForwardRegistration>('forward', [
	'applicationKey',
	'url',
	'secret',
]);

export const forward: Receiver = {
	...webhookLifecycle({
		registrationStore,
		readWish,
		begin: newForwardRegistration,
		isInPlace: isForwarding,
		start: startForwarding,
		stop: stopForwarding,
	}),

	async isAuthentic(context) {
		const registration = registrationStore.read(context.getWorkflowStaticData('node'));
		const query = Object(context.getQueryData()) as Record<string, unknown>;
		return carriesSecret(query, registration?.secret);
	},

	ownId: (context) => registrationStore.read(context.getWorkflowStaticData('node'))?.applicationKey,

	wantedEvents: () => ['messageReceived'],
};

function readWish(context: IHookFunctions, connection: Connection): DesiredForward {
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
