import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';

import { parseHttpUrl } from '../../infobip/address';
import { connect, type Connection } from '../connection/connection';
import { noApplicationKey, noPageId } from '../connection/missingSender';
import { toNodeError } from '../connection/nodeError';
import { readFacebookApp } from './application/facebookApp';
import { Form } from './form';
import type { Operation, OperationCall } from './operation';
import { resources } from './resources';

/**
 * Runs the operation of every item, in their order. The loop, the pairing of outputs with items,
 * Continue On Fail and the wording of errors stand here and nowhere else.
 */
export async function runItems(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	const connection = await connect(context);
	const output: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < items.length; itemIndex++) {
		const pairedItem = { item: itemIndex };
		try {
			const results = await runItem(context, connection, itemIndex);
			output.push(...results.map((json) => ({ json, pairedItem })));
		} catch (error) {
			const amongOthers = items.length > 1;
			const nodeError = toNodeError(error, { node: context.getNode(), itemIndex, amongOthers });
			if (!context.continueOnFail()) throw nodeError;
			output.push({ json: { error: nodeError.message }, pairedItem });
		}
	}
	return output;
}

async function runItem(
	context: IExecuteFunctions,
	connection: Connection,
	itemIndex: number,
): Promise<IDataObject[]> {
	const operation = chosenOperation(context, itemIndex);
	const result = await operation.run(operationCall(context, connection, itemIndex));
	return Array.isArray(result) ? result : [result];
}

function chosenOperation(context: IExecuteFunctions, itemIndex: number): Operation {
	const resourceName = context.getNodeParameter('resource', itemIndex);
	const operationName = context.getNodeParameter('operation', itemIndex);
	const operation = resources
		.find(({ option }) => option.value === resourceName)
		?.operations.find(({ option }) => option.value === operationName);
	if (operation) return operation;
	throw new NodeOperationError(
		context.getNode(),
		`There is no operation "${String(operationName)}" of a resource "${String(resourceName)}"`,
		{ itemIndex, description: "Choose 'Resource' and 'Operation' from their lists." },
	);
}

function operationCall(
	context: IExecuteFunctions,
	connection: Connection,
	itemIndex: number,
): OperationCall {
	const node = context.getNode();
	const form = new Form(context, itemIndex);
	return {
		form,
		connection,
		applicationKey() {
			const key = form.key('applicationKey') ?? connection.applicationKey;
			if (key === undefined) throw noApplicationKey(node);
			return key;
		},
		pageId() {
			const id = form.text('pageId').trim() || connection.pageId;
			if (id === undefined) throw noPageId(node);
			return id;
		},
		facebookApp: async () => await readFacebookApp(context, form, itemIndex),
		webhookBase() {
			// The one address of the webhooks that an action node is told: that of a resumed execution.
			const resumeUrl = context.evaluateExpression('{{ $execution.resumeUrl }}', itemIndex);
			return parseHttpUrl(String(resumeUrl));
		},
		warn(error) {
			const { message } = toNodeError(error, { node, itemIndex });
			context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
		},
	};
}
