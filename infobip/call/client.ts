import { ApiError, UnexpectedAnswer, type MissingKey, type Refusal } from '../errors';
import { parseJson, type JsonValue } from '../json';
import { refusalIn, withoutTexts } from './refusal';
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
	/** Texts in the body that no error may show, whatever Infobip repeats of them. */
	readonly secrets?: readonly string[];
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
 * for every status from 300 up and for an error that comes with a status of success.
 */
export async function accepted(
	transport: Transport,
	request: InfobipRequest,
): Promise<InfobipAnswer> {
	const answer = await transport(request);
	const refused = refusalIn(answer);
	if (refused === undefined) return answer;
	const { status } = refused;
	const refusal = withoutTexts(refused.refusal, request.secrets ?? []);
	throw new ApiError(request.task, status, refusal, {
		retryAfter: retryAfterSeconds(answer.headers['retry-after'], Date.now()),
		...(status === 404 ? notFound(request.path, refusal) : {}),
	});
}

/** What Infobip calls an application, an action and a configuration that do not exist. */
const MISSING: Readonly<Record<string, MissingKey>> = {
	'1': 'applicationKey',
	'5': 'actionKey',
	'6': 'configurationKey',
	APPLICATION_NOT_FOUND: 'applicationKey',
};

/** True if Infobip says which thing does not exist, and not only that nothing is at the path. */
export function namesWhatIsMissing({ code }: Refusal): boolean {
	return code !== undefined && code in MISSING;
}

/** The keys in the path of something below an application. */
const KEYS = /^\/facebook\/1\/applications\/[^/]+(\/configurations\/[^/]+(\/actions\/[^/]+)?)?/;

/** Without a key in them, these exist wherever the Facebook API does. */
const FACEBOOK_PATH = /^\/facebook\/1\/(applications|single|inbox\/reports)$/;

/** What an account with the Messenger API has; a single subscription may be missing all the same. */
const MESSENGER_PATH = /^\/(messenger\/|messages-api\/|subscriptions\/1\/subscription\/\w+$)/;

/** Whether a 404 is about a key, and then which may be wrong, or about an API that is not there. */
function notFound(
	path: string,
	{ code }: Refusal,
): Partial<Pick<ApiError, 'absentApi' | 'missingKeys'>> {
	const named = code === undefined ? undefined : MISSING[code];
	if (named !== undefined && path.startsWith('/facebook/')) return { missingKeys: [named] };
	const [, configuration, action] = KEYS.exec(path) ?? [];
	if (KEYS.test(path)) {
		return {
			missingKeys: [
				'applicationKey',
				...(configuration === undefined ? [] : ['configurationKey' as const]),
				...(action === undefined ? [] : ['actionKey' as const]),
			],
		};
	}
	if (FACEBOOK_PATH.test(path)) return { absentApi: 'facebook' };
	return MESSENGER_PATH.test(path) ? { absentApi: 'messenger' } : {};
}
