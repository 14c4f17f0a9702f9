import type { Resource } from '../operation';
import { check } from './check';
import { cleanUpOperation } from './cleanUp';
import { validateMessage } from './validateMessage';

export const setup: Resource = {
	option: { name: 'Setup', value: 'setup', description: 'Check your configuration, and clean up' },
	operations: [check, cleanUpOperation, validateMessage],
};
