/** Publishing and unpublishing: n8n's three questions, answered the same whichever way is chosen. */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { connect } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { webhookUrlOf } from './hookParameters';
import { chosenReceiver, receivers } from './receivers';
import { requireReachable } from './webhookUrl';

/** Reads only: n8n asks this before it decides to create. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	return await withReadableError(context, async () => {
		if (!receivers.some((receiver) => receiver.isNoted(context))) return false;
		const connection = await connect(context);
		return await chosenReceiver(context, connection).isInPlace(context, connection);
	});
}

/**
 * Makes what hands the events over. n8n takes no notice of what this returns: only a throw stops the
 * publishing, and then n8n calls `remove`. What was made until then is undone here already; where
 * that does not work either, it stays noted for `remove` to try again.
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await withReadableError(context, async () => {
		const connection = await connect(context);
		requireReachable(context.getNode(), webhookUrlOf(context), connection.baseUrl);
		// Left over from before: n8n's address or what was chosen has changed since.
		await remove(context);
		await chosenReceiver(context, connection)
			.start(context, connection)
			.catch(async (error: unknown) => {
				await remove(context).catch((undoError: unknown) => {
					context.logger.warn('What was made at Infobip could not be undone yet', { undoError });
				});
				throw error;
			});
		return true;
	});
}

/**
 * Takes away what this node made, and nothing else. Throws where Infobip could not be asked, for
 * n8n tries again only then.
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	return await withReadableError(context, async () => {
		const registrationStore = receivers.filter((receiver) => receiver.isNoted(context));
		if (registrationStore.length === 0) return true;
		const connection = await connect(context);
		for (const receiver of registrationStore) await receiver.stop(context, connection);
		return true;
	});
}

/**
 * Where a workflow is published, n8n 2.x shows a person the message alone, and 1.x of a NodeApiError
 * the description alone: so what happened and what to do next are both in the message.
 */
async function withReadableError<T>(context: IHookFunctions, step: () => Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (error) {
		const node = context.getNode();
		const { message, description } = toNodeError(error, { node });
		const advice = description ? `. ${description}` : '';
		throw new NodeOperationError(node, `${message}${advice}`);
	}
}
