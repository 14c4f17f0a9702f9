/** Publishing and unpublishing: n8n's three questions, answered the same whichever way is chosen. */
import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';

import { ApiError, ConnectionError } from '../../infobip/errors';
import { connect, type Connection } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { webhookUrlOf } from './hookParameters';
import { chosenReceiver, receivers, type Receiver } from './receivers';
import { ownerOf } from './registrationStore';
import { readTriggerOptions } from './triggerOptions';
import { Turns } from './turns';
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
 * Creates what hands the events over. n8n ignores what this returns: only a throw stops the
 * publishing, and then n8n calls `remove`, on 1.x without what was noted here. So what was created is
 * undone here already; if that fails too, it stays noted, and is recognised without the note.
 */
export async function create(context: IHookFunctions): Promise<boolean> {
	return await inTurn(context, async () => {
		const connection = await connect(context);
		requireReachable(context.getNode(), webhookUrlOf(context), connection.baseUrl);
		readTriggerOptions(context);
		undone.delete(triggerOf(context));
		const receiver = chosenReceiver(context, connection);
		// Left from before: something else was chosen then.
		for (const other of receivers.filter((one) => one !== receiver)) {
			for (const reason of await other.stop(context, connection)) context.logger.warn(reason);
		}
		await receiver.start(context, connection).catch(async (error: unknown) => {
			await undo(receiver, context, connection);
			throw error;
		});
		return true;
	});
}

async function undo(
	receiver: Receiver,
	context: IHookFunctions,
	connection: Connection,
): Promise<void> {
	try {
		const reasons = await receiver.stop(context, connection);
		for (const reason of reasons) context.logger.warn(reason);
		if (reasons.length === 0) undone.add(triggerOf(context));
	} catch (undoError) {
		context.logger.warn('What was created at Infobip could not be deleted yet', {
			undoError,
		});
	}
}

/**
 * The triggers whose publishing has just failed and left nothing: n8n calls `remove` for them next,
 * which need not ask Infobip again.
 */
const undone = new Set<string>();

const triggerOf = (context: IHookFunctions): string =>
	JSON.stringify([ownerOf(context), webhookUrlOf(context)]);

/**
 * Deletes what this trigger created, and nothing else. Throws if Infobip could not be asked, because
 * n8n tries again only then, and if something of this trigger stays at Infobip.
 */
export async function remove(context: IHookFunctions): Promise<boolean> {
	return await inTurn(context, async () => {
		const isNoted = receivers.some((receiver) => receiver.hasNotes(context));
		if (!isNoted) {
			if (!undone.delete(triggerOf(context))) await removeLost(context);
			// Notes that came with a copy of the workflow.
			for (const receiver of receivers) receiver.forget(context);
			return true;
		}
		const connection = await connect(context);
		const left: string[] = [];
		for (const receiver of receivers) left.push(...(await receiver.stop(context, connection)));
		if (left.length > 0) throw new NodeOperationError(context.getNode(), left.join('. '));
		return true;
	});
}

/**
 * n8n calls `delete` also for triggers that were never published, and for the copy of a workflow whose
 * address the original has. So an error counts only if asking again may help.
 */
async function removeLost(context: IHookFunctions): Promise<void> {
	const search = async (): Promise<void> => {
		const connection = await connect(context);
		// At an address that Infobip cannot call, nothing was created.
		requireReachable(context.getNode(), webhookUrlOf(context), connection.baseUrl);
		await chosenReceiver(context, connection).stopLost(context, connection);
	};
	await search().catch((error: unknown) => {
		const isTemporary =
			error instanceof ConnectionError ||
			(error instanceof ApiError && (error.status === 429 || error.status >= 500));
		if (isTemporary) throw error;
		context.logger.warn('What this workflow may have left at Infobip could not be looked for', {
			error,
		});
	});
}

const turns = new Turns();

/**
 * n8n 1.x unpublishes on request while it is still publishing, or looking after what was published
 * before it started: whatever comes second finds what the first has created.
 */
async function inTurn<T>(context: IHookFunctions, step: () => Promise<T>): Promise<T> {
	return await withReadableError(context, async () => await turns.take(triggerOf(context), step));
}

/**
 * When a workflow is published, n8n 2.x shows the message alone, and 1.x of a NodeApiError the
 * description alone: so what happened and what to do next are both in the message.
 */
async function withReadableError<T>(context: IHookFunctions, step: () => Promise<T>): Promise<T> {
	try {
		return await step();
	} catch (error) {
		const node = context.getNode();
		const { message, description } = toNodeError(error, { node });
		const advice = description ? `. ${description}` : '';
		const nodeError = new NodeOperationError(node, `${message}${advice}`);
		// n8n puts a text of its own in place of one with a code such as ECONNRESET in it.
		nodeError.message = `${message}${advice}`;
		throw nodeError;
	}
}
