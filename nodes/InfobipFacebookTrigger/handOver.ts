import type { IHookFunctions } from 'n8n-workflow';

import type { Transport } from '../../infobip/call/client';
import type { Connection } from '../connection/connection';
import type { Registration } from './registration';
import type { Way } from './way';

/** How one way is begun and ended at Infobip. */
interface HandOver<R extends object, W> {
	readonly noted: Registration<R>;
	/** What the form wants. Throws NodeOperationError where something is missing. */
	readWish(context: IHookFunctions, connection: Connection): W;
	/** A registration with which nothing is at Infobip yet. */
	begin(wish: W): R;
	isInPlace(transport: Transport, registration: R, wish: W): Promise<boolean>;
	start(transport: Transport, registration: R, wish: W): Promise<void>;
	stop(transport: Transport, registration: R): Promise<void>;
}

/** The life of a way, noted in static data step by step: the same whichever way it is. */
export function lifeOf<R extends object, W>(
	handOver: HandOver<R, W>,
): Pick<Way, 'isInPlace' | 'start' | 'isNoted' | 'stop'> {
	const { noted, readWish } = handOver;
	return {
		async isInPlace(context, connection) {
			const registration = noted.read(context.getWorkflowStaticData('node'));
			if (registration === undefined) return false;
			const wish = readWish(context, connection);
			return await handOver.isInPlace(connection.transport, registration, wish);
		},

		async start(context, connection) {
			const wish = readWish(context, connection);
			const registration = handOver.begin(wish);
			noted.keep(context.getWorkflowStaticData('node'), registration);
			await handOver.start(connection.transport, registration, wish);
		},

		isNoted: (context) => noted.read(context.getWorkflowStaticData('node')) !== undefined,

		async stop(context, connection) {
			const staticData = context.getWorkflowStaticData('node');
			const registration = noted.read(staticData);
			if (registration === undefined) return;
			await handOver.stop(connection.transport, registration);
			noted.forget(staticData);
		},
	};
}
