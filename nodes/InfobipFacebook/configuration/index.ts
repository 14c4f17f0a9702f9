import type { Resource } from '../operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const configuration: Resource = {
	option: {
		name: 'Configuration',
		value: 'configuration',
		description: 'A container of actions inside an application',
	},
	operations: [getAll, get, create, deleteOperation],
};
