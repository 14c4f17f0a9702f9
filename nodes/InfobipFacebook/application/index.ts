import type { Resource } from '../operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { update } from './update';

export const application: Resource = {
	option: {
		name: 'Application',
		value: 'application',
		description: 'A Facebook app and its Page, as Infobip knows them',
	},
	operations: [getAll, get, create, update, deleteOperation],
};
