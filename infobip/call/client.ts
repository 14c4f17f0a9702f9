import { ConnectionError, OutcomeUnknown, UnexpectedAnswer, type ApiError } from '../errors';
import { parseJson, type JsonObject, type JsonValue } from '../json';
import { apiErrorIn, outcomeOf, type Exchange } from './requestOutcome';

/** One request to Infobip. */
export interface InfobipRequest {
	/** What it is for, as an infinitive with the keys it asks for: "delete action 76BA…". */
	readonly task: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Begins with a slash; its parts are already encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	/** Already written as JSON if some numbers in it have more digits than JavaScript can hold. */
	readonly body?: string | JsonObject;
	/** Texts in the body that no error may show, whatever Infobip repeats of them. */
	readonly secrets?: readonly string[];
}

/** The body as it travels; empty if there is none. */
export function writtenBody({ body = '' }: Pick<InfobipRequest, 'body'>): string {
	return typeof body === 'string' ? body : JSON.stringify(body);
}

export interface InfobipAnswer {
	readonly status: number;
	/** Names in lower case. */
	readonly headers: Readonly<Record<string, string | undefined>>;
	readonly body: string;
}

/**
 * Carries a request to Infobip with the account's authorization, once, and returns whatever status
 * comes back. Throws ConnectionError, and nothing else.
 */
export type Transport = (request: InfobipRequest) => Promise<InfobipAnswer>;

/**
 * Sends a request and returns the parsed answer, null for an empty one (204).
 * Throws what `accepted` throws, and UnexpectedAnswer if a successful answer is not JSON.
 */
export async function call(transport: Transport, request: InfobipRequest): Promise<JsonValue> {
	const { body } = await accepted(transport, request);
	if (body.trim() === '') return null;
	const json = parseJson(body);
	if (json === undefined) throw new UnexpectedAnswer(request.task, undefined);
	return json;
}

/**
 * Sends a request and returns the successful answer as it came. Throws ConnectionError, and ApiError
 * for every status from 300 up and for an error that comes with a status of success. If the request
 * changes something and may have been carried out, it throws OutcomeUnknown instead.
 */
export async function accepted(
	transport: Transport,
	request: InfobipRequest,
): Promise<InfobipAnswer> {
	const result = await exchange(transport, request);
	const refused = 'answer' in result ? apiErrorIn(request, result.answer) : undefined;
	if (request.method !== 'GET') {
		// Older services refuse with 200, too. An internal error is no refusal, whatever its status.
		const isAnswer = refused === undefined || isRefusal(refused);
		const outcome = outcomeOf(request, result, () => (isAnswer ? true : undefined));
		if (outcome.kind === 'unknown') {
			throw new OutcomeUnknown(request.task, outcome.cause, KIND_OF_CHANGE[request.method]);
		}
	}
	if ('error' in result) throw result.error;
	if (refused !== undefined) throw refused;
	return result.answer;
}

function isRefusal({ status }: ApiError): boolean {
	return status >= 400 && status < 500;
}

const KIND_OF_CHANGE = { POST: 'create', PUT: 'update', DELETE: 'delete' } as const;

/** Sends a request and returns what came of it. Throws only what is not a ConnectionError. */
export async function exchange(transport: Transport, request: InfobipRequest): Promise<Exchange> {
	return await transport(request).then(
		(answer) => ({ answer, json: parseJson(answer.body) }),
		async (error: unknown) =>
			error instanceof ConnectionError ? { error } : await Promise.reject(error as Error),
	);
}
