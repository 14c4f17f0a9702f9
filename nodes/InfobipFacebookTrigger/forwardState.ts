import type { IDataObject } from 'n8n-workflow';

import type { ForwardRegistration } from '../../infobip/facebook/forwarding';

const MEMBER = 'forward';

/**
 * The registration that this node keeps in its static data. n8n gives the test listener data of its
 * own, so production and test never see each other's.
 */
export function readRegistration(staticData: IDataObject): ForwardRegistration | undefined {
	const kept = staticData[MEMBER];
	return isRegistration(kept) ? kept : undefined;
}

/**
 * Kept by reference: n8n saves what it holds when the hook has ended, also when it has thrown, so
 * a step that was taken is written down however the next one ends.
 */
export function keepRegistration(staticData: IDataObject, registration: ForwardRegistration): void {
	staticData[MEMBER] = registration;
}

export function forgetRegistration(staticData: IDataObject): void {
	delete staticData[MEMBER];
}

function isRegistration(value: unknown): value is ForwardRegistration {
	return (
		typeof value === 'object' &&
		value !== null &&
		['applicationKey', 'url', 'secret'].every(
			(member) => typeof (value as IDataObject)[member] === 'string',
		)
	);
}
