import { errorForStatus } from './apiError.mts';

/** Which of Infobip's two ways to Messenger the account has. */
export interface Apis {
	/** `/facebook/1`, which accounts opened today lack. */
	facebook: boolean;
	/** `/messenger/1` and what goes with it: subscriptions, inbound configurations, inbound pull. */
	messenger: boolean;
}

/**
 * @throws ApiError 404 for a path of an API the account does not have. That Infobip answers so, and
 * that the platform's own paths go with the Messenger API, are guesses.
 */
export function checkApi(apis: Apis, path: string): void {
	const has = path.startsWith('/facebook/') ? apis.facebook : apis.messenger;
	if (!has) throw errorForStatus(404);
}
