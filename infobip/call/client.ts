import { ApiError, UnexpectedAnswer, type Refusal } from '../errors';
import { parseJson, type JsonValue } from '../json';
import { parseRefusal } from './refusal';
import { retryAfterSeconds } from './retryAfter';

/** One request to Infobip. */
export interface InfobipRequest {
	/** What it is for, as an infinitive with the keys it asks for: "delete action 76BA…". */
	readonly task: string;
	readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
	/** Begins with a slash; its parts are already encoded. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string | number>>;
	/** JSON, already written: some numbers in it have more digits than JavaScript can hold. */
	readonly body?: string;
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
 * Throws ApiError for every status from 300 up, ConnectionError, and UnexpectedAnswer where a
 * successful answer is no JSON.
 */
export async function call(transport: Transport, request: InfobipRequest): Promise<JsonValue> {
	const { status, headers, body } = await transport(request);
	if (status >= 300) {
		const refusal = parseRefusal(status, body);
		throw new ApiError(request.task, status, refusal, {
			retryAfter: retryAfterSeconds(headers['retry-after'], Date.now()),
			absentApi: status === 404 ? absentApi(request.path, refusal) : undefined,
		});
	}
	if (body.trim() === '') return null;
	const json = parseJson(body);
	if (json === undefined) throw new UnexpectedAnswer(request.task, undefined);
	return json;
}

/** What Infobip calls an application, an action and a configuration that do not exist. */
const MISSING_THING = new Set(['1', '5', '6', 'APPLICATION_NOT_FOUND']);

/** What an account with the Messenger API has; a single subscription may be missing all the same. */
const MESSENGER_PATH = /^\/(messenger\/|messages-api\/|subscriptions\/1\/subscription\/\w+$)/;

/** The API of the path, unless Infobip says that it is a single thing that is not there. */
function absentApi(path: string, { code }: Refusal): 'facebook' | 'messenger' | undefined {
	if (code !== undefined && MISSING_THING.has(code)) return undefined;
	if (path.startsWith('/facebook/')) return 'facebook';
	return MESSENGER_PATH.test(path) ? 'messenger' : undefined;
}
