import { ApiError } from '../errors';

/** The answer, or undefined where Infobip says that what was asked for is not there (404). */
export async function unlessGone<T>(answer: Promise<T>): Promise<T | undefined> {
	return await answer.catch((error: unknown) => {
		if (error instanceof ApiError && error.status === 404) return undefined;
		throw error;
	});
}
