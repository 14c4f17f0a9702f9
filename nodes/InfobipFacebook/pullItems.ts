import type { IDataObject } from 'n8n-workflow';

import type { Pull, PullOperation } from './operation';
import type { OperationCall } from './OperationCall';
import { runPull } from './pulling';

type PullOutcome = { readonly results: IDataObject[] } | { readonly error: unknown };

/**
 * Pulls for one item after the other. What Infobip has returned it does not return again, so it always
 * comes: the parameters of all items are read before the first request, and if a later item fails,
 * its error becomes a warning even if n8n is to stop.
 */
export async function pullItems(
	operation: PullOperation,
	itemCount: number,
	callOf: (itemIndex: number) => OperationCall,
	stopOnFailure: boolean,
): Promise<Array<PullOutcome | undefined>> {
	const plans = Array.from({ length: itemCount }, (_, index) => plan(operation, callOf(index)));
	if (stopOnFailure && plans.some((one) => 'error' in one)) {
		return plans.map((one) => ('error' in one ? one : undefined));
	}
	const outcomes: Array<PullOutcome | undefined> = [];
	let received = 0;
	for (const [index, planned] of plans.entries()) {
		const outcome = 'error' in planned ? planned : await pullOne(callOf(index), planned.pull);
		if ('error' in outcome && stopOnFailure && received > 0) {
			const note = `The records received before are in the output: ${received}`;
			callOf(index).warn(outcome.error, note);
			return outcomes;
		}
		outcomes[index] = outcome;
		if ('results' in outcome) received += outcome.results.length;
		else if (stopOnFailure) return outcomes;
	}
	return outcomes;
}

function plan(
	operation: PullOperation,
	call: OperationCall,
): { readonly pull: Pull } | { readonly error: unknown } {
	try {
		return { pull: operation.plan(call) };
	} catch (error) {
		return { error };
	}
}

async function pullOne(call: OperationCall, planned: Pull): Promise<PullOutcome> {
	try {
		return { results: await runPull(call, planned) };
	} catch (error) {
		return { error };
	}
}
