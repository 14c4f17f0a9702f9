import type { IHookFunctions } from 'n8n-workflow';

import type { Transport } from '../../infobip/call/client';
import type { Connection } from '../connection/connection';
import type { RegistrationStore } from './registrationStore';
import type { Receiver } from './receiver';

/** How one way is begun and ended at Infobip. */
interface HandOver<R extends object, W> {
	readonly registrationStore: RegistrationStore<R>;
	/** What the form wants. Throws NodeOperationError where something is missing. */
	readWish(context: IHookFunctions, connection: Connection): W;
	/** A registration with which nothing is at Infobip yet. */
	begin(wish: W): R;
	isInPlace(transport: Transport, registration: R, wish: W): Promise<boolean>;
	start(transport: Transport, registration: R, wish: W): Promise<void>;
	stop(transport: Transport, registration: R): Promise<void>;
}

/** The life of a way, noted in static data step by step: the same whichever way it is. */
export function webhookLifecycle<R extends object, W>(
	handOver: HandOver<R, W>,
): Pick<Receiver, 'isInPlace' | 'start' | 'isNoted' | 'stop'> {
	const { registrationStore, readWish } = handOver;
	return {
		async isInPlace(context, connection) {
			const registration = registrationStore.read(context.getWorkflowStaticData('node'));
			if (registration === undefined) return false;
			const wish = readWish(context, connection);
			return await handOver.isInPlace(connection.transport, registration, wish);
		},

		async start(context, connection) {
			const wish = readWish(context, connection);
			const registration = handOver.begin(wish);
			registrationStore.keep(context.getWorkflowStaticData('node'), registration);
			await handOver.start(connection.transport, registration, wish);
		},

		isNoted: (context) =>
			registrationStore.read(context.getWorkflowStaticData('node')) !== undefined,

		async stop(context, connection) {
			const staticData = context.getWorkflowStaticData('node');
			const registration = registrationStore.read(staticData);
			if (registration === undefined) return;
			await handOver.stop(connection.transport, registration);
			registrationStore.forget(staticData);
		},
	};
}
