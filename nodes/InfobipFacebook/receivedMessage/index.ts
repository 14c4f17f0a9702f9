import type { Resource } from '../operation';
import { getAll } from './getAll';

export const receivedMessage: Resource = {
	option: {
		name: 'Received Message',
		value: 'receivedMessage',
		description: 'Messages from customers that wait to be pulled',
	},
	operations: [getAll],
};
