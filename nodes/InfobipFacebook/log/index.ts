import type { Resource } from '../operation';
import { getAll } from './getAll';

export const log: Resource = {
	option: { name: 'Log', value: 'log', description: 'What your Pages sent in the last 48 hours' },
	operations: [getAll],
};
