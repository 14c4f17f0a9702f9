import type { INodeProperties } from 'n8n-workflow';

/** Options with one choice: whether secrets are output, too. They are not unless it is made. */
export function includeSecretsOptions(description: string): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Include Secrets',
				name: 'includeSecrets',
				type: 'boolean',
				default: false,
				description,
			},
		],
	};
}
