import './environment.mts';
import 'reflect-metadata';
import { randomInt } from 'node:crypto';

import { ExternalSecretsProxy } from 'n8n-core';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

import type { CredentialStore } from './credentialStore.mts';

/** Where n8n believes it can be reached: what a user sets with `N8N_WEBHOOK_URL`. */
export interface WebhookBase {
	/** Without a trailing slash, e.g. `http://127.0.0.1:5678`. */
	readonly base: string;
}

/**
 * The services n8n hands to every context, as `getBase` of n8n 2.40.7 makes them
 * (`dist/workflow-execute-additional-data.js`), as far as these nodes can reach them. What they cannot
 * reach (sub-workflows, agents, task runners) refuses, so that a test would notice.
 */
export function createAdditionalData(
	credentialsHelper: CredentialStore,
	{ base }: WebhookBase,
): IWorkflowExecuteAdditionalData {
	return {
		currentNodeExecutionIndex: 0,
		credentialsHelper,
		// As n8n's databases number them.
		executionId: String(randomInt(1, 2 ** 31)),
		restApiUrl: `${base}/rest`,
		instanceBaseUrl: `${base}/`,
		formBaseUrl: `${base}/form`,
		formTestBaseUrl: `${base}/form-test`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		webhookBaseUrl: `${base}/webhook`,
		webhookTestBaseUrl: `${base}/webhook-test`,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		mcpBaseUrl: `${base}/mcp`,
		mcpTestBaseUrl: `${base}/mcp-test`,
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
		logAiEvent: () => undefined,
		executeWorkflow: () => refuse('executeWorkflow'),
		getRunExecutionData: () => refuse('getRunExecutionData'),
		getRuntimeCredential: () => refuse('getRuntimeCredential'),
		startRunnerTask: () => refuse('startRunnerTask'),
	};
}

function refuse(service: string): never {
	throw new Error(`The engine harness has no ${service}`);
}
