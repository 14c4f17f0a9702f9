import type { Resource } from '../operation';
import { getAll } from './getAll';

export const deliveryReport: Resource = {
	option: {
		name: 'Delivery Report',
		value: 'deliveryReport',
		description: 'What became of a message that you sent',
	},
	operations: [getAll],
};
