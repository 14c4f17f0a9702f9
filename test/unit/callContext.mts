import { EventEmitter } from 'node:events';

import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

export interface Call {
	readonly workflowId?: string;
	readonly workflowName?: string;
	readonly nodeId?: string;
	readonly mode?: 'webhook' | 'manual';
	readonly headers?: IDataObject;
	readonly query?: unknown;
	readonly request?: object;
	/** What the form of the trigger has. */
	readonly parameters?: IDataObject;
}

/** A call to a trigger: as much of n8n's context as is asked for, and its end. */
export function callContext({
	workflowId = 'workflow',
	workflowName = 'Workflow',
	nodeId = 'node',
	mode = 'webhook',
	headers = {},
	query = {},
	request = {},
	parameters = {},
}: Call = {}) {
	const answer = { status: 0, json: undefined as unknown };
	const response = Object.assign(new EventEmitter(), {
		writableFinished: false,
		statusCode: 0,
		status(status: number) {
			answer.status = status;
			return this;
		},
		json(value: unknown) {
			answer.json = value;
			return this;
		},
	});
	const context = {
		getWorkflow: () => ({ id: workflowId, name: workflowName }),
		getNode: () => ({ id: nodeId, name: `Name of ${nodeId}` }),
		getMode: () => mode,
		getTimezone: () => 'UTC',
		getHeaderData: () => headers,
		getQueryData: () => query,
		getRequestObject: () => request,
		getResponseObject: () => response,
		getNodeParameter: (name: string) => parameters[name],
	} as unknown as IWebhookFunctions;
	return {
		context,
		answer,
		/** n8n has answered, or the connection broke off before. */
		end: async (statusCode: number, writableFinished = true): Promise<void> => {
			Object.assign(response, { statusCode, writableFinished });
			response.emit('close');
			await new Promise((resolve) => setImmediate(resolve));
		},
	};
}
