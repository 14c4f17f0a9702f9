/** The fields in which a user picks something that exists at Infobip. */
import type { INodeProperties } from 'n8n-workflow';

interface Locator {
	readonly name: string;
	readonly displayName: string;
	readonly description: string;
	readonly searchListMethod: string;
	readonly required: boolean;
}

/** A list to choose from, or a key typed in or given by an expression. */
function locator({
	name,
	displayName,
	description,
	searchListMethod,
	required,
}: Locator): INodeProperties {
	return {
		displayName,
		name,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		...(required ? { required } : {}),
		description,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Choose the ${displayName.toLowerCase()}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{
				displayName: 'By Key',
				name: 'key',
				type: 'string',
				placeholder: 'e.g. A1B2C3D4E5F60718293A4B5C6D7E8F90',
			},
		],
	};
}

export const applicationLocator: INodeProperties = locator({
	name: 'applicationKey',
	displayName: 'Application',
	description:
		'The application to work with. Leave empty to use the Application Key of the credential.',
	searchListMethod: 'searchApplications',
	required: false,
});

/** For getting, changing and deleting: no default may choose what is to go. */
export const namedApplicationLocator: INodeProperties = {
	...applicationLocator,
	required: true,
	description: 'The application to work with',
};

export const configurationLocator: INodeProperties = locator({
	name: 'configurationKey',
	displayName: 'Configuration',
	description: 'The configuration, a container of actions, inside the application',
	searchListMethod: 'searchConfigurations',
	required: true,
});

export const actionLocator: INodeProperties = locator({
	name: 'actionKey',
	displayName: 'Action',
	description: 'The action, inside the configuration, that delivers incoming messages',
	searchListMethod: 'searchActions',
	required: true,
});
