/** Publishing and unpublishing: n8n's three questions, answered with a Forward action. */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import {
	isForwarding,
	newRegistration,
	startForwarding,
	stopForwarding,
	type ForwardWish,
} from '../../infobip/facebook/forwarding';
import { connect, type Connection } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { noApplicationKey } from '../connection/missingSender';
import { forgetRegistration, keepRegistration, readRegistration } from './forwardState';
import { requireReachable } from './webhookUrl';

/** Reads only: n8n asks this before it decides to create. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await saying(context, async () => {
		const registration = readRegistration(context.getWorkflowStaticData('node'));
		if (registration === undefined) return false;
		const connection = await connect(context);
		return await isForwarding(connection.transport, registration, readWish(context, connection));
	});
}

/**
 * Makes the Forward action. n8n takes no notice of what this returns: only a throw stops the
 * publishing, and then n8n calls `remove`. What was made until then is undone here already; where
 * that does not work either, the registration stays for `remove` to try again.
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await saying(context, async () => {
		const connection = await connect(context);
		const wish = readWish(context, connection);
		requireReachable(context.getNode(), wish.url, connection.baseUrl);
		// Left over from before: n8n's address or the chosen application has changed since.
		await remove(context);
		const staticData = context.getWorkflowStaticData('node');
		const registration = newRegistration(wish);
		keepRegistration(staticData, registration);
		await startForwarding(connection.transport, registration, wish).catch(
			async (error: unknown) => {
				await remove(context).catch((undoError: unknown) => {
					context.logger.warn('What was made at Infobip could not be undone yet', { undoError });
				});
				throw error;
			},
		);
		return true;
	});
}

/**
 * Takes away what this node made, and nothing else. Throws where Infobip could not be asked, for
 * n8n tries again only then.
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	return await saying(context, async () => {
		const staticData = context.getWorkflowStaticData('node');
		const registration = readRegistration(staticData);
		if (registration === undefined) return true;
		const { transport } = await connect(context);
		await stopForwarding(transport, registration);
		forgetRegistration(staticData);
		return true;
	});
}

async function saying<T>(context: IHookFunctions, step: () => Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (error) {
		throw toNodeError(error, { node: context.getNode() });
	}
}

function readWish(context: IHookFunctions, connection: Connection): ForwardWish {
	const node = context.getNode();
	const url = context.getNodeWebhookUrl('default');
	if (url === undefined) throw new NodeOperationError(node, 'n8n gave this trigger no address');
	const applicationKey = keyOf(context, 'applicationKey') ?? connection.applicationKey;
	if (applicationKey === undefined) throw noApplicationKey(node);
	if (context.getNodeParameter('configuration') !== 'existing') {
		return { applicationKey, configurationKey: undefined, url };
	}
	const configurationKey = keyOf(context, 'configurationKey');
	if (configurationKey === undefined) {
		throw new NodeOperationError(node, "'Configuration Key' is empty", {
			description: 'Choose the configuration, or let the node create one of its own.',
		});
	}
	return { applicationKey, configurationKey, url };
}

function keyOf(context: IHookFunctions, name: string): string | undefined {
	const value = context.getNodeParameter(name, '', { extractValue: true });
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
