import type { JsonObject } from '../exactJson.mts';
import { errorEnvelope } from './apiError.mts';
import type { ApiError } from './apiError.mts';

/** Messenger API and Messages API report errors in a shape of their own (documented). */
const NEW_SHAPE_PATHS = /^\/(messenger|messages-api)\//;

export const badRequestBody = {
	description: 'Request cannot be processed.',
	action: 'Check the syntax, violations and adjust the request.',
};

/** Descriptions are documented; the advice is documented for 400 and our own wording otherwise. */
const TEXTS: Record<number, { description: string; action: string }> = {
	400: badRequestBody,
	401: {
		description: 'The request lacks valid authentication credentials for the requested resource.',
		action: 'Check the credentials.',
	},
	403: {
		description: 'Insufficient permissions to access the requested resource.',
		action: 'Check the permissions and scopes of the account.',
	},
	429: {
		description: 'Too many requests sent.',
		action: 'Slow down and try again later.',
	},
	500: {
		description: 'Something went wrong.',
		action: 'Try again later.',
	},
};

/**
 * The body of an error as the API of this path gives it. A 404 has the platform's shape everywhere:
 * the Messenger API documents none, so it can only come from in front of it (inferred).
 */
export function errorBody(error: ApiError, path: string): JsonObject {
	if (error.status === 404 || !NEW_SHAPE_PATHS.test(path)) return errorEnvelope(error);
	return {
		errorCode: `E${error.status}`,
		...(TEXTS[error.status] ?? { description: error.message, action: 'Try again later.' }),
		violations: Object.entries(error.validationErrors ?? {}).flatMap(([property, problems]) =>
			problems.map((violation) => ({ property, violation })),
		),
		resources: [],
	};
}
