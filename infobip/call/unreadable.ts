import { ApiError, UnexpectedAnswer } from '../errors';

/** A list as far as it could be read. */
export interface Listed<T> {
	readonly entries: T[];
	/**
	 * How many entries exist, or may exist, without being in `entries`. Unless it is 0, nothing may
	 * be concluded from what the list does not contain: never delete anything because of it.
	 */
	readonly unreadable: number;
	/** True if Infobip answered 404, and that the list is empty was concluded from it. */
	readonly isInferred?: boolean;
}

/**
 * Whether the error means that something cannot be read in this account at all: its form is not known,
 * or reading it is not allowed or not offered. Asking again does not help; after an answer that broke
 * off, it does.
 */
function isUnreadable(error: unknown): boolean {
	if (error instanceof UnexpectedAnswer) return error.isJson;
	return error instanceof ApiError && [403, 405, 501].includes(error.status);
}

/** With the reason if the list could not be read at all. */
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
