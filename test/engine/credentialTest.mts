import './environment.mts';
import 'reflect-metadata';
import { CredentialTestContext, ExecuteContext, RoutingNode } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	NodeConnectionTypes,
	NodeHelpers,
	Workflow,
} from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestRequest,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';

import { createAdditionalData } from './additionalData.mts';
import type { WebhookBase } from './additionalData.mts';
import { asCredentialData, asRecord } from './casts.mts';
import { CredentialStore } from './credentialStore.mts';
import type { LoadedPackage } from './loadedPackage.mts';

/**
 * Presses *Test* on a credential, following n8n 2.40.7 (`dist/services/credentials-tester.service.js`):
 * a declarative `test` request runs through n8n-core's `RoutingNode` on a made-up node, a `testedBy`
 * function of a node runs in `CredentialTestContext`; the sentences of the outcome are n8n's own.
 */
export async function testCredential(
	loaded: LoadedPackage,
	urls: WebhookBase,
	type: string,
	form: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const store = new CredentialStore(loaded, { [type]: form });
	const credentials: ICredentialsDecrypted = {
		id: type,
		name: `My ${type}`,
		type,
		data: asCredentialData(store.withDefaults(type, form)),
	};
	const { test } = loaded.credentialType(type);
	if (test !== undefined) return await runRequest(test, credentials, store, urls);
	const testFunction = testFunctionOf(loaded, type);
	if (testFunction === undefined) {
		return { status: 'Error', message: 'No testing function found for this credential.' };
	}
	const context = new CredentialTestContext(createAdditionalData(store, urls));
	return await testFunction.call(context, credentials);
}

function testFunctionOf(loaded: LoadedPackage, type: string) {
	for (const nodeType of loaded.nodesUsing(type)) {
		const { description, methods } = loaded.getByNameAndVersion(nodeType);
		const testedBy = description.credentials?.find(({ name }) => name === type)?.testedBy;
		if (typeof testedBy === 'string') return methods?.credentialTest?.[testedBy];
	}
	return undefined;
}

async function runRequest(
	test: ICredentialTestRequest,
	credentials: ICredentialsDecrypted,
	store: CredentialStore,
	urls: WebhookBase,
): Promise<INodeCredentialTestResult> {
	const nodeType = requestNodeType(test, credentials.type);
	const node: INode = {
		id: 'temp',
		parameters: {},
		name: 'Temp-Node',
		type: 'temp',
		typeVersion: 1,
		position: [0, 0],
		credentials: store.references(),
	};
	const workflow = new Workflow({
		nodes: [node],
		connections: {},
		active: false,
		nodeTypes: onlyType(nodeType),
	});
	const input = { main: [[{ json: {} }]] };
	const context = new ExecuteContext(
		workflow,
		node,
		createAdditionalData(store, urls),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		input,
		{ node, data: {}, source: null },
		[],
	);
	try {
		const response = await new RoutingNode(context, nodeType, credentials).runNode();
		return bodyRuleBroken(test, response?.[0]?.[0]?.json) ?? success;
	} catch (error) {
		return explain(test, error);
	}
}

const success: INodeCredentialTestResult = { status: 'OK', message: 'Connection successful!' };

function requestNodeType({ request }: ICredentialTestRequest, credentialType: string): INodeType {
	return {
		description: {
			displayName: 'Temp',
			name: 'temp',
			group: ['input'],
			version: 1,
			description: '',
			defaults: { name: 'Temp' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name: credentialType, required: true }],
			properties: [
				{ displayName: 'Temp', name: 'temp', type: 'string', routing: { request }, default: '' },
			],
		},
	};
}

function onlyType(nodeType: INodeType): INodeTypes {
	return {
		getByName: () => nodeType,
		getByNameAndVersion: (_name, version) => NodeHelpers.getVersionedNodeType(nodeType, version),
		getKnownTypes: () => ({}),
	};
}

function bodyRuleBroken(
	{ rules = [] }: ICredentialTestRequest,
	body: object | undefined,
): INodeCredentialTestResult | undefined {
	for (const rule of rules) {
		if (rule.type !== 'responseSuccessBody') continue;
		const { key, message } = rule.properties;
		const expected: unknown = rule.properties.value;
		const found = key.split('.').reduce<unknown>((at, name) => asRecord(at)[name], body);
		if (found === expected) return { status: 'Error', message };
	}
	return undefined;
}

/** n8n looks at the cause of the error only: status and status text, or the network's code. */
function explain(
	{ rules = [] }: ICredentialTestRequest,
	error: unknown,
): INodeCredentialTestResult {
	const { cause, message } = error as {
		message: string;
		cause?: { code?: string; response?: { status: number; statusText: string } };
	};
	if (cause?.response !== undefined) {
		const { status, statusText } = cause.response;
		for (const rule of rules) {
			if (rule.type === 'responseCode' && rule.properties.value === status) {
				return { status: 'Error', message: rule.properties.message };
			}
		}
		if (status < 199 || status > 299) {
			return { status: 'Error', message: statusText || `Received HTTP status code: ${status}` };
		}
	} else if (cause?.code !== undefined) {
		return { status: 'Error', message: cause.code };
	}
	return { status: 'Error', message };
}
