import './environment.mts';
import 'reflect-metadata';
import { getAdditionalKeys } from 'n8n-core';
import { ICredentialsHelper, isExpression, NodeHelpers, Workflow } from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

import { asCredentialData, asHttpRequestOptions, asParameters, asRecord } from './casts.mts';
import { inputNodeType } from './loadedPackage.mts';
import type { LoadedPackage } from './loadedPackage.mts';

/** What a user typed into each credential form, by credential type. */
export type CredentialForms = Record<string, ICredentialDataDecryptedObject>;

type RequestPart = 'headers' | 'qs' | 'body' | 'auth';
const requestParts: readonly RequestPart[] = ['headers', 'qs', 'body', 'auth'];

/**
 * In place of n8n's `CredentialsHelper` (n8n 2.40.7, `dist/credentials-helper.js`), with a
 * record in place of the database. Same steps in the same order: fields left alone get their
 * defaults, expressions are resolved, then `authenticate` is applied, as a function or generic.
 * Left out, since no credential here uses them: OAuth, expiring tokens, overwrites, external secrets.
 */
export class CredentialStore extends ICredentialsHelper {
	private readonly loaded: LoadedPackage;
	private readonly forms: CredentialForms;

	constructor(loaded: LoadedPackage, forms: CredentialForms) {
		super();
		this.loaded = loaded;
		this.forms = forms;
	}

	/** The `credentials` of a node that uses all of this store. */
	references(): Record<string, INodeCredentialsDetails> {
		return Object.fromEntries(
			Object.keys(this.forms).map((type) => [type, { id: type, name: `My ${type}` }]),
		);
	}

	getParentTypes(name: string): string[] {
		return this.loaded.credentialType(name).extends ?? [];
	}

	isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		const { restrictToSupportedNodes } = this.loaded.credentialType(credentialType);
		return !restrictToSupportedNodes || this.loaded.nodesUsing(credentialType).includes(nodeType);
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.loaded.credentialType(type).properties;
	}

	/** Only credentials that change themselves are asked for in their encrypted form. */
	async getCredentials(): Promise<never> {
		throw new Error('No credential of this package changes itself');
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		_nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.forms[type];
		if (stored === undefined) throw new Error(`No credential of type "${type}" in this test`);
		if (raw === true) return stored;
		const filled = this.withDefaults(type, stored);
		const keys = getAdditionalKeys(additionalData, mode, null, { isCredential: true });
		if (resolve === undefined) return this.resolveAlone(filled, mode, keys);
		return asCredentialData(
			resolve.workflow.expression.getParameterValue(
				filled,
				resolve.runExecutionData,
				resolve.runIndex,
				resolve.itemIndex,
				resolve.node.name,
				resolve.connectionInputData,
				mode,
				keys,
				executeData,
				false,
				filled,
			),
		);
	}

	/** The form with the default of every field the user did not touch, as n8n fills it. */
	withDefaults(type: string, form: ICredentialDataDecryptedObject) {
		const properties = this.getCredentialsProperties(type);
		const parameters = asParameters(form);
		return NodeHelpers.getNodeParameters(properties, parameters, true, false, null, null) ?? {};
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = asHttpRequestOptions(requestOptions);
		const { authenticate } = this.loaded.credentialType(typeName);
		if (authenticate === undefined) return options;
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (workflow === undefined || node === undefined) {
			throw new Error('A generic authenticate needs the workflow and the node');
		}
		const resolve = (value: unknown) => resolveInCredential(value, credentials, workflow, node);
		for (const part of requestParts) {
			const additions = Object.entries(asRecord(authenticate.properties[part]));
			if (additions.length === 0) continue;
			const resolved: Record<string, unknown> = { ...asRecord(options[part]) };
			for (const [key, value] of additions) resolved[String(resolve(key))] = resolve(value);
			Object.assign(options, { [part]: resolved });
		}
		return options;
	}

	/** Only credentials with an expiring token are asked to do anything before a request. */
	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	async updateCredentials(): Promise<void> {
		throw new Error('No credential of this package changes itself');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No credential of this package uses OAuth');
	}

	private async resolveAlone(
		filled: ReturnType<CredentialStore['withDefaults']>,
		mode: WorkflowExecuteMode,
		keys: ReturnType<typeof getAdditionalKeys>,
	): Promise<ICredentialDataDecryptedObject> {
		const node: INode = {
			id: 'credential',
			name: '',
			type: inputNodeType,
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const workflow = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: this.loaded,
		});
		const resolved = workflow.expression.getComplexParameterValue(
			node,
			filled,
			mode,
			keys,
			undefined,
			undefined,
			filled,
		);
		return asCredentialData(resolved);
	}
}

function resolveInCredential(
	value: unknown,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): unknown {
	if (typeof value !== 'string' || !isExpression(value)) return value;
	const resolved = workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials: credentials },
		undefined,
		'',
	);
	return resolved ? resolved.toString() : '';
}
