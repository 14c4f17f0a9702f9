import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { parseHttpUrl } from '../../infobip/address';
import { connect, type Connection } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import { askAddress } from '../connection/ownAddress';
import { Form } from './form';
import type { CallOperation, Operation, OperationCall } from './operation';
import { Parameters } from './parameters';
import { pullItems } from './pullItems';
import { resources } from './resources';
import { sendItems } from './sendItems';
import { askAndWait } from './waiting/askAndWait';

/** What became of one item. */
type ItemOutcome = { readonly results: IDataObject[] } | { readonly error: unknown };

/**
 * Runs the operation for every item. The pairing of outputs with items, Continue On Fail and the
 * wording of errors stand here and nowhere else, so they are the same however the work is done.
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const connection = await connect(context);
	const operation = chosenOperation(context);
	const parameters = new Parameters(context);
	const callOf = (itemIndex: number): OperationCall =>
		operationCall(context, connection, new Form(parameters, itemIndex), itemIndex);
	const outcomes =
		'ask' in operation
			? [await askAndWait(context, connection, operation, callOf(0))]
			: 'compose' in operation
				? await sendItems(context, connection, operation, items.length, callOf)
				: 'plan' in operation
					? await pullItems(operation, items.length, callOf, !context.continueOnFail())
					: await runEach(context, operation, items.length, callOf);
	return outcomes.flatMap((outcome, itemIndex) => {
		if (outcome === undefined) return [];
		const pairedItem = { item: itemIndex };
		if ('sent' in outcome) return { json: outcome.sent, pairedItem };
		if ('passedOn' in outcome) return outcome.passedOn;
		if ('results' in outcome) return outcome.results.map((json) => ({ json, pairedItem }));
		const amongOthers = items.length > 1;
		const errorContext = { node: context.getNode(), itemIndex, amongOthers };
		const nodeError = toNodeError(outcome.error, errorContext);
		if (!context.continueOnFail()) throw nodeError;
		return { json: { error: nodeError.message }, pairedItem };
	});
}

/** One item after the other, up to the first that fails unless n8n is to continue. */
async function runEach(
	context: IExecuteFunctions,
	operation: CallOperation,
	itemCount: number,
	callOf: (itemIndex: number) => OperationCall,
): Promise<ItemOutcome[]> {
	const outcomes: ItemOutcome[] = [];
	for (let itemIndex = 0; itemIndex < itemCount; itemIndex++) {
		const outcome = await runOne(operation, callOf(itemIndex));
		outcomes.push(outcome);
		if ('error' in outcome && !context.continueOnFail()) break;
	}
	return outcomes;
}

async function runOne(operation: CallOperation, call: OperationCall): Promise<ItemOutcome> {
	try {
		const result = await operation.run(call);
		return { results: Array.isArray(result) ? result : [result] };
	} catch (error) {
		return { error };
	}
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
	itemIndex: number,
): OperationCall {
	return {
		form,
		connection,
		through: (field) => connection.through(form.nodeChoice(field)),
		sender: (field) => connection.sender(form.nodeChoice(field)),
		applicationKey: () => connection.applicationKey(form.key('applicationKey')),
		webhookBase() {
			// The one address of the webhooks that an action node is told: that of a resumed execution.
			const resumeUrl = context.evaluateExpression('{{ $execution.resumeUrl }}', itemIndex);
			return parseHttpUrl(String(resumeUrl));
		},
		askAddress: async (url) => await askAddress(context, url),
		warn(error, note) {
			const nodeError = toNodeError(error, { node: context.getNode(), itemIndex });
			const message = `${nodeError.message}. ${note}`;
			context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		},
	};
}
