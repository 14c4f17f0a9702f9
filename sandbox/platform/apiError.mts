import type { JsonObject } from '../exactJson.mts';

/** Field path → what is wrong with it, as newer Infobip services report it (documented). */
export type ValidationErrors = Record<string, string[]>;

/** An answer of Infobip that says no. Thrown by handlers, turned into a response in one place. */
export class ApiError extends Error {
	readonly status: number;
	readonly messageId: string;
	readonly validationErrors: ValidationErrors | undefined;

	constructor(
		status: number,
		messageId: string,
		text: string,
		validationErrors?: ValidationErrors,
	) {
		super(text);
		this.name = 'ApiError';
		this.status = status;
		this.messageId = messageId;
		this.validationErrors = validationErrors;
	}
}

/** The platform's error envelope (documented for the platform). */
export function errorEnvelope(error: ApiError): JsonObject {
	return {
		requestError: {
			serviceException: {
				messageId: error.messageId,
				text: error.message,
				...(error.validationErrors && { validationErrors: error.validationErrors }),
			},
		},
	};
}

export function badRequest(validationErrors?: ValidationErrors): ApiError {
	return new ApiError(400, 'BAD_REQUEST', 'Bad request', validationErrors);
}

export function unauthorized(): ApiError {
	return new ApiError(401, 'UNAUTHORIZED', 'Invalid login details');
}

// The three ids and texts are inferred from the Push sibling, which has the same three levels.
export function applicationNotFound(): ApiError {
	return new ApiError(404, '1', 'Application does not exist');
}

export function actionNotFound(): ApiError {
	return new ApiError(404, '5', 'Action does not exist');
}

export function configurationNotFound(): ApiError {
	return new ApiError(404, '6', 'Configuration does not exist');
}

export function invalidAction(): ApiError {
	return new ApiError(400, '8', 'Invalid action request');
}

/**
 * The error Infobip would most likely give with a status alone, for injected faults and for
 * whatever no handler foresaw. 400 to 429 are documented or inferred, 500 and above are guesses.
 */
export function errorForStatus(status: number): ApiError {
	switch (status) {
		case 400:
			return badRequest();
		case 401:
			return unauthorized();
		case 403:
			return new ApiError(403, 'FORBIDDEN', 'Forbidden');
		case 404:
			return new ApiError(404, 'NOT_FOUND', 'Requested URL not found');
		case 413:
			return new ApiError(413, 'PAYLOAD_TOO_LARGE', 'Request body is too large');
		case 429:
			return new ApiError(429, 'TOO_MANY_REQUESTS', 'Too many requests');
		case 503:
			return new ApiError(503, 'SERVICE_UNAVAILABLE', 'Service is temporarily unavailable');
		default:
			return new ApiError(status, 'GENERAL_ERROR', 'Something went wrong');
	}
}
