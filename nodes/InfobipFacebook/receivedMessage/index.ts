import type { Resource } from '../operation';
import { getAll } from './getAll';

export const receivedMessage: Resource = {
	option: {
		name: 'Received Message',
		value: 'receivedMessage',
		description: 'What customers wrote, where it waits to be pulled',
	},
	operations: [getAll],
};
