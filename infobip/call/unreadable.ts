import type { Listed } from '../facebook/answerForms';
import { ApiError, UnexpectedAnswer } from '../errors';

/**
 * Whether the error means that something cannot be read in this account at all: its form is not known,
 * or reading it is not allowed or not offered. Asking again does not help; after an answer that broke
 * off, it does.
 */
function isUnreadable(error: unknown): boolean {
	if (error instanceof UnexpectedAnswer) return error.isJson;
	return error instanceof ApiError && [403, 405, 501].includes(error.status);
}

/** A list as far as it could be read, and if not wholly, why. */
export interface Read<T> extends Listed<T> {
	readonly cause?: unknown;
}

/** The list, or one with an unreadable entry if it cannot be read at all. */
export async function unlessUnreadable<T>(list: Promise<Listed<T>>): Promise<Read<T>> {
	return await list.catch((cause: unknown): Read<T> => {
		if (isUnreadable(cause)) return { entries: [], unreadable: 1, cause };
		throw cause;
	});
}
