import { action } from './action';
import { application } from './application';
import { configuration } from './configuration';
import { message } from './message';
import type { Resource } from './operation';
import { receivedMessage } from './receivedMessage';

export const resources: readonly [Resource, ...Resource[]] = [
	action,
	application,
	configuration,
	message,
	receivedMessage,
];
