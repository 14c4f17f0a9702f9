import { action } from './action';
import { application } from './application';
import { configuration } from './configuration';
import { deliveryReport } from './deliveryReport';
import { log } from './log';
import { message } from './message';
import type { Resource } from './operation';
import { receivedMessage } from './receivedMessage';
import { setup } from './setup';

/** By how often people need them; the first operation of each is its default. */
export const resources: readonly [Resource, ...Resource[]] = [
	message,
	receivedMessage,
	deliveryReport,
	log,
	setup,
	application,
	configuration,
	action,
];
