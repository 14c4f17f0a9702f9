/** Receive through a Forward action of an application (Facebook API). */
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

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
import type { Form } from '../form/form';
import { webhookForm } from '../form/webhookForm';
import { nameOfEvent } from './properties';
import { webhookLifecycle } from './webhookLifecycle';
import { nodeChoice, webhookUrlOf } from './hookParameters';
import { ownerOf, RegistrationStore } from './registrationStore';
import type { Receiver } from './receivers';
import { readTriggerOn } from './triggerOptions';
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
		if (!/^[0-9a-f]{64}$/.test(String(secretIn(query)))) return false;
		const url = context.getNodeWebhookUrl('default');
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
	const url = webhookUrlOf(context);
	const form = webhookForm(context);
	const choice = nodeChoice(context);
	const applicationKey = connection.applicationOf(choice);
	// The form shows *Trigger On* and hides the configuration as long as the credential chooses.
	if (choice.chosen === 'credential') refuseOtherEvents(context, form);
	const choices = ['create', 'existing'] as const;
	const isExisting = form.optionalChoice('configuration', choices) === 'existing';
	if (choice.chosen === 'credential' || !isExisting) {
		return { applicationKey, configurationKey: undefined, url };
	}
	const configurationKey =
		form.key('configurationKey') ??
		form.refuse(
			'configurationKey',
			"is empty. Choose one from the list, or set 'Configuration' to Create One for This Workflow",
		);
	return { applicationKey, configurationKey, url };
}

/** An application sends received messages only. */
function refuseOtherEvents(context: IHookFunctions, form: Form): void {
	const events = readTriggerOn(context);
	if (events.length === 0) form.refuse('triggerOn', 'is empty. Choose Message Received');
	const others = events.filter((event) => event !== 'messageReceived').map(nameOfEvent);
	if (others.length === 0) return;
	form.refuse(
		'triggerOn',
		`has ${others.join(', ')}, and an application sends received messages only. Remove what it does not send, or set 'Receive Through' to Page`,
	);
}

export function queryOf(context: IWebhookFunctions): Record<string, unknown> {
	return Object(context.getQueryData()) as Record<string, unknown>;
}
