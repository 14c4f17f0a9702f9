import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { defined, type JsonValue } from '../../infobip/json';
import { maskSecrets } from '../../infobip/maskSecrets';
import type { FailedOutcome } from '../../infobip/sending/outcome';
import type { SentMessage } from '../../infobip/sending/sentMessage';
import { visitAll } from '../../infobip/sending/visitAll';
import { connect, type Connection } from '../connection/connection';
import { errorText, toNodeError, type ErrorText } from '../connection/nodeError';
import { Form } from '../form/form';
import { eventLoopTurn } from './eventLoopTurn';
import type { CallOperation, ItemOutcome, Operation } from './operation';
import { OperationCall } from './OperationCall';
import { Parameters } from '../form/parameters';
import { pullItems } from './pullItems';
import { resources } from './resources';
import { sendItems } from './sendItems';
import { summaryOf } from './summaryOf';
import { askAndWait } from './waiting/askAndWait';

/**
 * Runs the operation for every item. The pairing of outputs with items, Continue On Fail and the
 * wording of errors are here and nowhere else, so they are the same however the work is done.
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const itemCount = context.getInputData().length;
	const { outcomes, withDetails } = await runOperation(context, itemCount);
	const failure = outcomes.findIndex(isFailed);
	const failed = outcomes[failure];
	if (isFailed(failed) && !context.continueOnFail()) {
		throw toNodeError(failed.error, {
			...failed,
			node: context.getNode(),
			itemIndex: failure,
			amongOthers: itemCount > 1,
			note: summaryOf(outcomes),
		});
	}
	const items: INodeExecutionData[] = [];
	const show = (item: number): void => {
		const shown = itemsOf(context, outcomes[item], { item, itemCount, withDetails });
		for (const one of shown) items.push(one);
	};
	await visitAll(outcomes.length, show, { turn: eventLoopTurn() });
	return items;
}

/** What the node returns for one item. */
function itemsOf(
	context: IExecuteFunctions,
	outcome: ItemOutcome,
	{ item, itemCount, withDetails }: { item: number; itemCount: number; withDetails?: boolean },
): INodeExecutionData[] {
	if (outcome === undefined || 'partlySent' in outcome) return [];
	if ('passedOn' in outcome) return outcome.passedOn;
	const pairedItem = { item };
	if ('sent' in outcome) {
		return outcome.sent.map((sent) => ({ json: sentJson(sent, withDetails), pairedItem }));
	}
	if (!isFailed(outcome)) return outcome.results.map((json) => ({ json, pairedItem }));
	const node = context.getNode();
	const errorContext = { ...outcome, node, itemIndex: item, amongOthers: itemCount > 1 };
	const json = errorJson(outcome, errorText(outcome.error, errorContext), node);
	return [{ json, pairedItem }];
}

function isFailed(outcome: ItemOutcome): outcome is FailedOutcome {
	return outcome !== undefined && 'error' in outcome;
}

interface RunResult {
	readonly outcomes: readonly ItemOutcome[];
	/** Whether all that Infobip said about a message is shown. */
	readonly withDetails?: boolean;
}

/** What fails for all items alike, such as a credential that cannot be used, fails for each of them. */
async function runOperation(context: IExecuteFunctions, itemCount: number): Promise<RunResult> {
	try {
		const operation = chosenOperation(context);
		const connection = await connect(context);
		const parameters = new Parameters(context);
		// n8n copies the node each time it is asked for it.
		const run = { context, connection, isTool: context.getNode().type.endsWith('Tool') };
		const callOf = (itemIndex: number): OperationCall =>
			new OperationCall(run, itemIndex, new Form(parameters.ofItem(itemIndex)));
		if ('ask' in operation) {
			return { outcomes: [await askAndWait(context, connection, operation, callOf(0))] };
		}
		if ('plan' in operation) {
			const stopOnFailure = !context.continueOnFail();
			return { outcomes: await pullItems(operation, itemCount, callOf, stopOnFailure) };
		}
		if (!('compose' in operation)) {
			return { outcomes: await runEach(context, operation, itemCount, callOf) };
		}
		// Before anything is sent: what was sent must not fail because of how it is shown.
		const withDetails = callOf(0).form.options().flag('includeDetails');
		const outcomes = await sendItems(context, connection, operation, itemCount, callOf);
		return { outcomes, withDetails };
	} catch (error) {
		return { outcomes: Array.from({ length: itemCount }, () => ({ error })) };
	}
}

/** What a send returns. A rejection is of no use without its reason, and parts have an id each. */
function sentJson(sent: SentMessage, withDetails = false): IDataObject {
	const { messageId, to, status, isRejected, details } = sent;
	const json = { messageId, to, status } as IDataObject;
	if (withDetails || isRejected) return { ...json, ...details };
	return 'messageIds' in details ? { ...json, messageIds: details.messageIds } : json;
}

/**
 * The item of a failure. n8n sends it to the error output only if it has no other members than
 * `error` and `message`.
 */
function errorJson(
	{ messageId, to }: FailedOutcome,
	{ message: error, description, httpCode }: ErrorText,
	{ onError }: INode,
): IDataObject {
	const more = defined({ description, httpCode, messageId, to });
	if (Object.keys(more).length === 0) return { error };
	return onError === 'continueErrorOutput' ? { error, message: more } : { error, ...more };
}

/** One item after the other, up to the first that fails unless n8n is to continue. */
async function runEach(
	context: IExecuteFunctions,
	operation: CallOperation,
	itemCount: number,
	callOf: (itemIndex: number) => OperationCall,
): Promise<ItemOutcome[]> {
	const outcomes: ItemOutcome[] = Array.from({ length: itemCount }, () => undefined);
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		const outcome = await runOne(operation, callOf(itemIndex));
		outcomes[itemIndex] = outcome;
		if (isFailed(outcome) && !context.continueOnFail()) break;
	}
	return outcomes;
}

async function runOne(
	operation: CallOperation,
	call: OperationCall,
): Promise<Exclude<ItemOutcome, undefined>> {
	try {
		const withSecrets = call.form.options().optionalFlag('includeSecrets') === true;
		const result = [await operation.run(call)].flat();
		return { results: withSecrets ? result : withoutSecrets(result, call.connection) };
	} catch (error) {
		return { error };
	}
}

/** Infobip may put a secret anywhere, and under any name that secrets have. */
function withoutSecrets(results: IDataObject[], connection: Connection): IDataObject[] {
	return maskSecrets(results as JsonValue, connection.itemMasker()) as IDataObject[];
}

/** n8n takes no expressions for resource and operation, so they are the same for all items. */
function chosenOperation(context: IExecuteFunctions): Operation {
	const resourceName = context.getNodeParameter('resource', 0);
	const operationName = context.getNodeParameter('operation', 0);
	const operation = resources
		.find(({ option }) => option.value === resourceName)
		?.operations.find(({ option }) => option.value === operationName);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`There is no operation "${String(operationName)}" of a resource "${String(resourceName)}"`,
		{ description: "Choose 'Resource' and 'Operation' from their lists." },
	);
}
