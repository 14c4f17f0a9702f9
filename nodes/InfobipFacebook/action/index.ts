import type { Resource } from '../operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';

export const action: Resource = {
	option: {
		name: 'Action',
		value: 'action',
		description: 'How incoming messages are delivered: Forward or Pull',
	},
	operations: [getAll, get, create, deleteOperation],
};
