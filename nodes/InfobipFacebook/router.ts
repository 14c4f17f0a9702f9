import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';

import { defined, type JsonValue } from '../../infobip/json';
import { maskSecrets } from '../../infobip/maskSecrets';
import type { FailedOutcome, Outcomes } from '../../infobip/sending/outcome';
import type { SentMessage } from '../../infobip/sending/sentMessage';
import { connect, type Connection } from '../connection/connection';
import { errorText, toNodeError, type ErrorText } from '../connection/nodeError';
import { Form } from '../form/form';
import { EventLoop } from './EventLoop';
import type { CallOperation, ItemOutcome, Operation, OperationCall } from './operation';
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
	const outcomes = await outcomesOf(context, itemCount);
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
	const eventLoop = new EventLoop();
	for (const [item, outcome] of outcomes.entries()) {
		for (const one of itemsOf(context, outcome, item, itemCount)) items.push(one);
		const othersTurn = eventLoop.turn();
		if (othersTurn) await othersTurn;
	}
	return items;
}

/** What the node returns for one item. */
function itemsOf(
	context: IExecuteFunctions,
	outcome: ItemOutcome,
	item: number,
	itemCount: number,
): INodeExecutionData[] {
	if (outcome === undefined || 'partlySent' in outcome) return [];
	const pairedItem = { item };
	if ('passedOn' in outcome) return outcome.passedOn;
	if (!isFailed(outcome)) return outcome.results.map((json) => ({ json, pairedItem }));
	const node = context.getNode();
	const errorContext = { ...outcome, node, itemIndex: item, amongOthers: itemCount > 1 };
	const json = errorJson(outcome, errorText(outcome.error, errorContext), node);
	return [{ json, pairedItem }];
}

function isFailed(outcome: ItemOutcome): outcome is FailedOutcome {
	return outcome !== undefined && 'error' in outcome;
}

/** What fails for all items alike, such as a credential that cannot be used, fails for each of them. */
async function outcomesOf(context: IExecuteFunctions, itemCount: number): Promise<ItemOutcome[]> {
	try {
		const operation = chosenOperation(context);
		const connection = await connect(context);
		const parameters = new Parameters(context);
		// n8n copies the node each time it is asked for it.
		const isTool = context.getNode().type.endsWith('Tool');
		const callOf = (itemIndex: number): OperationCall =>
			operationCall(context, connection, new Form(parameters.ofItem(itemIndex)), {
				itemIndex,
				isTool,
			});
		if ('ask' in operation) return [await askAndWait(context, connection, operation, callOf(0))];
		if ('plan' in operation) {
			return await pullItems(operation, itemCount, callOf, !context.continueOnFail());
		}
		if (!('compose' in operation)) return await runEach(context, operation, itemCount, callOf);
		// Before anything is sent: what was sent must not fail because of how it is shown.
		const withDetails = callOf(0).form.options().flag('includeDetails');
		const outcomes = await sendItems(context, connection, operation, itemCount, callOf);
		return await shownOutcomes(outcomes, withDetails);
	} catch (error) {
		return Array.from({ length: itemCount }, () => ({ error }));
	}
}

async function shownOutcomes(outcomes: Outcomes, withDetails: boolean): Promise<ItemOutcome[]> {
	const shown: ItemOutcome[] = [];
	const eventLoop = new EventLoop();
	for (const outcome of outcomes) {
		const isSent = outcome !== undefined && 'sent' in outcome;
		const results = isSent ? outcome.sent.map((sent) => sentJson(sent, withDetails)) : [];
		shown.push(isSent ? { results } : outcome);
		const othersTurn = eventLoop.turn();
		if (othersTurn) await othersTurn;
	}
	return shown;
}

/** What a send returns. A rejection is of no use without its reason, and parts have an id each. */
function sentJson(sent: SentMessage, withDetails: boolean): IDataObject {
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

function operationCall(
	context: IExecuteFunctions,
	connection: Connection,
	form: Form,
	{ itemIndex, isTool }: Pick<OperationCall, 'itemIndex' | 'isTool'>,
): OperationCall {
	return {
		context,
		itemIndex,
		form,
		connection,
		isTool,
		through: (field) => connection.through(form.nodeChoice(field)),
		sender: (field) => connection.sender(form.nodeChoice(field)),
		applicationKey: () => connection.applicationKey(form.ownKey('applicationKey')),
		warn(error, note) {
			const nodeError = toNodeError(error, { node: context.getNode(), itemIndex });
			const message = `${nodeError.message}. ${note}`;
			context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		},
		warnOfUnreadable({ unreadable, isInferred }) {
			if (unreadable === 0 || isInferred) return;
			const message = `Infobip returned ${unreadable} more in a form that is not known. They are not in the output.`;
			context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		},
	};
}
