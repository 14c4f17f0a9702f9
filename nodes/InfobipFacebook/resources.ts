import { action } from './action';
import { application } from './application';
import { configuration } from './configuration';
import { deliveryReport } from './deliveryReport';
import { log } from './log';
import { message } from './message';
import type { Resource } from './operation';
import { receivedMessage } from './receivedMessage';
import { setup } from './setup';

export const resources: readonly [Resource, ...Resource[]] = [
	action,
	application,
	configuration,
	deliveryReport,
	log,
	message,
	receivedMessage,
	setup,
];
