import { NodeOperationError, sleep, type IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../infobip/errors';
import { checkMessage } from '../../infobip/message/limits';
import type { OutboundMessage } from '../../infobip/message/message';
import type { Outcomes, RetryPolicy, SendingOptions } from '../../infobip/sending/outcome';
import { sendAll } from '../../infobip/sending/sendAll';
import type { Connection } from '../connection/connection';
import type { Form, Options } from './form';
import type { OperationCall, SendOperation } from './operation';

/**
 * Sends the messages of all items and says of each what became of it; undefined of those that were
 * not tried because an earlier one failed. Unless n8n is to continue on fail, one item whose message
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
	const options = attempt(() => readSendingOptions(context, callOf(0).form, stopOnFailure));
	if ('error' in options) return Array.from({ length: itemCount }, () => options);
	const unsent: Outcomes = [];
	const messages = Array.from({ length: itemCount }, (_, itemIndex) => {
		const composed = attempt(() => compose(operation, callOf(itemIndex)));
		if ('value' in composed) return composed.value;
		unsent[itemIndex] = composed;
		return undefined;
	});
	if (stopOnFailure && unsent.length > 0)
		return Array.from({ length: itemCount }, (_, itemIndex) => unsent[itemIndex]);
	const outcomes = await sendAll(connection.transport, messages, options.value);
	return outcomes.map((outcome, itemIndex) => unsent[itemIndex] ?? outcome);
}

function attempt<T>(make: () => T): { readonly value: T } | { readonly error: unknown } {
	try {
		return { value: make() };
	} catch (error) {
		return { error };
	}
}

function compose(operation: SendOperation, call: OperationCall): OutboundMessage {
	const message = operation.compose(call);
	checkMessage(message);
	return message;
}

/** How to send is one matter for all items: the first one's options say it. */
function readSendingOptions(
	context: IExecuteFunctions,
	form: Form,
	stopOnFailure: boolean,
): SendingOptions {
	const options = form.options();
	return {
		batchSize: countOf(options, 'batchSize', 100),
		parallel: countOf(options, 'parallelSends', 10),
		repeatUncertain: options.flag('repeatUncertain'),
		passOnRejected: options.flag('passOnRejected'),
		stopOnFailure,
		retryPolicy: retryPolicyOf(context, (options.optionalNumber('retryFor') ?? 60) * 1000),
	};
}

function countOf(options: Options, name: string, usual: number): number {
	const count = options.optionalNumber(name) ?? usual;
	if (Number.isInteger(count) && count >= 1) return count;
	throw new InvalidInput([{ field: [name], problem: 'must be a whole number from 1' }]);
}

function retryPolicyOf(context: IExecuteFunctions, total: number): RetryPolicy {
	const signal = context.getExecutionCancelSignal();
	const cancelled = new Promise<never>((_, reject) => {
		const stop = (): void =>
			reject(new NodeOperationError(context.getNode(), 'The execution was cancelled'));
		if (signal?.aborted) stop();
		signal?.addEventListener('abort', stop, { once: true });
	});
	// Nobody may be waiting when it comes.
	cancelled.catch(() => undefined);
	return {
		total,
		now: Date.now,
		random: Math.random,
		pause: async (milliseconds) => await Promise.race([sleep(milliseconds), cancelled]),
	};
}
