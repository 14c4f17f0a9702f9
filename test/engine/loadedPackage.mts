import './environment.mts';
import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';
import { NodeConnectionTypes, NodeHelpers } from 'n8n-workflow';
import type {
	ICredentialType,
	IDataObject,
	INodeType,
	INodeTypeDescription,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';

/**
 * Hands the items of a test to the node under test, as any node before it in a workflow would. It is
 * a node like others, run by the real engine; n8n's own nodes are not installed here.
 */
const inputNode: INodeType = {
	description: {
		displayName: 'Input',
		name: 'input',
		group: ['transform'],
		version: 1,
		description: 'Passes on the items it gets',
		defaults: { name: 'Input' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		properties: [],
	},
	async execute() {
		return [this.getInputData()];
	},
};

export const inputNodeType = 'engine.input';

/** The built package as n8n's own loader sees it: package.json, `dist` paths, codex and icons. */
export class LoadedPackage implements INodeTypes {
	private readonly loader: PackageDirectoryLoader;

	private constructor(loader: PackageDirectoryLoader) {
		this.loader = loader;
	}

	/** @throws what n8n would report at start-up: a missing file, a class of another name, bad JSON. */
	static async load(directory: string): Promise<LoadedPackage> {
		const loader = new PackageDirectoryLoader(directory);
		await loader.loadAll();
		return new LoadedPackage(loader);
	}

	get name(): string {
		return this.loader.packageName;
	}

	/** The descriptions n8n serves to the editor. */
	get descriptions(): INodeTypeDescription[] {
		return this.loader.types.nodes;
	}

	get credentialTypes(): ICredentialType[] {
		return this.loader.types.credentials;
	}

	/** Node types are known as `<package>.<node>`, credential types by their bare name. */
	typeOf(node: string): string {
		return `${this.name}.${node}`;
	}

	getByName(nodeType: string): INodeType | IVersionedNodeType {
		return nodeType === inputNodeType
			? inputNode
			: this.loader.getNode(nodeType.slice(this.name.length + 1)).type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	getKnownTypes(): IDataObject {
		return { ...this.loader.known.nodes };
	}

	credentialType(name: string): ICredentialType {
		return this.loader.getCredential(name).type;
	}

	/** Full type names of the nodes that declare this credential. */
	nodesUsing(credentialType: string): string[] {
		return (this.loader.known.credentials[credentialType]?.supportedNodes ?? []).map((node) =>
			this.typeOf(node),
		);
	}
}
