import type { Resource } from '../operation';
import { check } from './check';
import { validateMessage } from './validateMessage';

export const setup: Resource = {
	option: { name: 'Setup', value: 'setup', description: 'Check your configuration' },
	operations: [check, validateMessage],
};
