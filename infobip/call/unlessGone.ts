import { ApiError } from '../errors';

/** What became of something that was to be deleted. */
export type Removal =
	| 'removed'
	/** Infobip does not know it. That says nothing if another account created it. */
	| 'notFound';

/** The answer, or undefined if Infobip says that what was asked for is not there (404). */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
	return await answer.catch((error: unknown) => {
		if (error instanceof ApiError && error.status === 404) return undefined;
		throw error;
	});
}
