import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { apiOf } from '../../infobip/outbound/apiOf';
import { checkMessage } from '../../infobip/outbound/checkMessage';
import { checkMessageIds } from '../../infobip/sending/checkMessageIds';
import { EarlierTries } from '../../infobip/sending/EarlierTries';
import type { Delivery } from '../../infobip/sending/PendingMessage';
import { derivedIds } from '../../infobip/sending/derivedIds';
import {
	areAllSent,
	type FailedOutcome,
	type Outcomes,
	type RetryPolicy,
	type SendingOptions,
} from '../../infobip/sending/outcome';
import type { Parts } from '../../infobip/sending/requests';
import { outcomesBefore, sendAll } from '../../infobip/sending/sendAll';
import { visitAll } from '../../infobip/sending/visitAll';
import { sleepUnlessAborted } from '../connection/cancelling';
import type { Connection } from '../connection/connection';
import type { Form } from '../form/form';
import { eventLoopTurn } from './eventLoopTurn';
import { onceReady } from './message/onceReady';
import type { SendOperation } from './operation';
import type { OperationCall } from './OperationCall';

/** Of this process: n8n repeats a run where it ran. */
const earlierTries = new EarlierTries();

/**
 * Sends the messages of all items and returns what became of each; undefined for those that were not
 * tried because an earlier one failed. Unless n8n is to continue on fail, one item whose message
 * cannot be sent stops all of them before anything is sent.
 *
 * @param callOf what an item asks for; it is not kept
 */
export async function sendItems(
	context: IExecuteFunctions,
	connection: Connection,
	operation: SendOperation,
	itemCount: number,
	callOf: (itemIndex: number) => OperationCall,
): Promise<Outcomes> {
	const stopOnFailure = !context.continueOnFail();
	const options = {
		...sendingOptions(context, callOf(0).form, stopOnFailure),
		turn: eventLoopTurn(),
	};
	const unsent: Array<FailedOutcome | undefined> = [];
	const messages: Array<Parts | undefined> = Array.from({ length: itemCount }, () => undefined);
	const refuse = (itemIndex: number, error: unknown): void => {
		unsent[itemIndex] = { error };
		messages[itemIndex] = undefined;
	};
	const composeItem = (itemIndex: number): Promise<void> | void =>
		onceReady(compose(operation, callOf(itemIndex)), (parts) => {
			messages[itemIndex] = parts;
		});
	await visitAll(itemCount, composeItem, { turn: options.turn, onFailure: refuse });
	const wrongIds = await checkMessageIds(messages, options);
	wrongIds.forEach((error, itemIndex) => refuse(itemIndex, error));
	const run = JSON.stringify(identityOf(context));
	const earlier = earlierTries.of(run);
	if (stopOnFailure && unsent.length > 0) {
		const before = outcomesBefore(messages, { ...options, earlier });
		return messages.map((_, itemIndex) => unsent[itemIndex] ?? before[itemIndex]);
	}
	const deliveries = new Map<string, Delivery>();
	const outcomes = await sendAll(
		connection.transport,
		messages,
		{ ...options, earlier },
		(id, delivery) => deliveries.set(id, delivery),
	);
	const all = outcomes.map((outcome, itemIndex) => unsent[itemIndex] ?? outcome);
	earlierTries.note(run, deliveries, areAllSent(all));
	return all;
}

function compose(operation: SendOperation, call: OperationCall): Parts | Promise<Parts> {
	return onceReady(operation.compose(call), (composed) => {
		const parts = Array.isArray(composed) ? (composed as Parts) : [composed as Parts[number]];
		parts.forEach(checkMessage);
		return parts;
	});
}

/** How to send is the same for all items: the first one's options decide. */
function sendingOptions(
	context: IExecuteFunctions,
	form: Form,
	stopOnFailure: boolean,
): SendingOptions {
	const options = form.options();
	return {
		apiOf,
		batchSize: options.count('batchSize', 100),
		parallel: options.count('maxConcurrentRequests', 10),
		resendUnknown: options.flag('resendUnknown'),
		returnRejected: options.flag('returnRejected'),
		stopOnFailure,
		messageIdOf: derivedIds(identityOf(context)),
		retryPolicy: retryPolicyOf(context, (options.optionalNumber('retryFor') ?? 60) * 1000),
	};
}

/**
 * What a run of the node is known by. *Retry On Fail* repeats it as it is; a loop, an execution of its
 * own or a call of an AI tool has another one.
 */
function identityOf(context: IExecuteFunctions): string[] {
	const { $runIndex } = context.getWorkflowDataProxy(0);
	const toolCallId = context.getInputData()[0]?.json.toolCallId;
	return [
		context.getInstanceId(),
		context.getExecutionId(),
		context.getNode().id,
		String($runIndex),
		typeof toolCallId === 'string' ? toolCallId : '',
	];
}

function retryPolicyOf(context: IExecuteFunctions, total: number): RetryPolicy {
	const signal = context.getExecutionCancelSignal();
	return {
		total,
		now: () => performance.now(),
		random: Math.random,
		async pause(milliseconds) {
			await sleepUnlessAborted(milliseconds, signal);
			if (signal?.aborted) {
				throw new NodeOperationError(context.getNode(), 'The execution was cancelled');
			}
		},
	};
}
