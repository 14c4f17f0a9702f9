import type { Resource } from '../operation';
import { check } from './check';

export const setup: Resource = {
	option: { name: 'Setup', value: 'setup', description: 'Whether everything is as it has to be' },
	operations: [check],
};
