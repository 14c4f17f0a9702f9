import type { Resource } from '../operation';
import { getAll } from './getAll';

export const deliveryReport: Resource = {
	option: {
		name: 'Delivery Report',
		value: 'deliveryReport',
		description: 'Whether the messages that you sent were delivered',
	},
	operations: [getAll],
};
