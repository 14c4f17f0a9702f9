/** Asks one of Infobip's APIs whether it accepts a login. Reads only, and consumes nothing. */
import type { InfobipAnswer, Transport } from '../call/client';
import { isInfobipError, refusalIn } from '../call/refusal';
import { ConnectionError, type ConnectionFailure } from '../errors';
import { member, readPage } from '../facebook/answerForms';
import { APPLICATIONS } from '../facebook/path';
import { isObject, parseJson, type JsonValue } from '../json';
import { LOGS } from '../messenger/logs';

export type Api = 'facebook' | 'messenger';

export interface Probe {
	readonly state: /** It accepted the login, in a form in which only Infobip answers. */
	| 'accepts'
		/** It may have: the answer is an empty list in a form that others could give, too. */
		| 'mayAccept'
		| 'refuses'
		| 'forbids'
		| 'absent'
		| 'busy'
		| 'fails'
		/** Whatever answered, it was not Infobip. */
		| 'foreign'
		| 'unreached';
	/** What happened, as a clause: "accepts the login". */
	readonly clause: string;
	/** Of what is foreign or was not reached: what happened, which field it is about, what to do. */
	readonly problem: string;
}

const PATHS = {
	facebook: { path: APPLICATIONS },
	messenger: { path: LOGS, query: { limit: 1 } },
} as const;

export async function probeApi(transport: Transport, api: Api): Promise<Probe> {
	const request = { task: 'test the login', method: 'GET', ...PATHS[api] } as const;
	const answer = await transport(request).catch((error: unknown) => {
		if (error instanceof ConnectionError) return error;
		throw error;
	});
	if (answer instanceof ConnectionError) {
		return { state: 'unreached', clause: 'could not be reached', problem: unreached(answer) };
	}
	const refused = refusalIn(answer);
	if (refused !== undefined) return judgeRefusal(refused.status, refused.refusal.text, answer);
	const { status, body } = answer;
	const json = status === 204 ? null : parseJson(body);
	const accepted = json === undefined ? undefined : JUDGES[api](json);
	const problem = foreign(status, body);
	if (accepted === undefined) return { state: 'foreign', clause: FOREIGN, problem };
	return { state: accepted, clause: 'accepts the login', problem };
}

const FOREIGN = 'does not answer as Infobip does';

const JUDGES: Readonly<Record<Api, (json: JsonValue) => 'accepts' | 'mayAccept' | undefined>> = {
	facebook: judgeApplications,
	messenger: (json) =>
		isObject(json) && Array.isArray(json.results) && json.results.every(isObject)
			? 'accepts'
			: undefined,
};

/** `{"applications":[…]}`, or in another form of list (inferred) with Facebook's side in its entries. */
function judgeApplications(json: JsonValue): 'accepts' | 'mayAccept' | undefined {
	const page = readPage(json, 'application');
	if (page === undefined) return undefined;
	if (isObject(json) && Array.isArray(member(json, 'applications'))) return 'accepts';
	const areApplications = page.entries.some(
		(entry) => isObject(entry) && isObject(member(entry, 'facebook')),
	);
	return areApplications ? 'accepts' : 'mayAccept';
}

function judgeRefusal(status: number, text: string, { headers, body }: InfobipAnswer): Probe {
	if (status < 400) {
		const { location = '' } = headers;
		const target = URL.canParse(location) ? new URL(location).origin : 'another address';
		return {
			state: 'foreign',
			clause: `redirects to ${target} (${status})`,
			problem: `The address redirects to ${target} (${status}), which Infobip does not do; the login was not sent there. ${CHECK_BASE_URL}`,
		};
	}
	const problem = foreign(status, body);
	if (!isInfobipError(body)) return { state: 'foreign', clause: FOREIGN, problem };
	switch (status) {
		case 401:
			return { state: 'refuses', clause: `refuses the login (401: ${text})`, problem };
		case 403:
			return {
				state: 'forbids',
				clause: `may not be used with this login (403: ${text})`,
				problem,
			};
		case 404:
			return { state: 'absent', clause: 'is not there (404)', problem };
		case 429:
			return { state: 'busy', clause: 'asks for fewer requests (429)', problem };
		default:
			// An answer that the request is wrong shows that the login was accepted.
			return status >= 500
				? { state: 'fails', clause: `has an internal error (${status}: ${text})`, problem }
				: { state: 'accepts', clause: `accepts the login (${status}: ${text})`, problem };
	}
}

const CHECK_BASE_URL =
	"Check host and port in 'Base URL'; Infobip shows yours on the home page of its portal.";

const notInfobip = (how: string): string =>
	`The address answered ${how}, which is not how Infobip answers. ${CHECK_BASE_URL}`;

/** Its page, its answer to unknown webhooks, and what it says while it starts. */
const N8N = /<title>n8n|n8n\.io|n8n is starting|requested webhook/i;

function foreign(status: number, body: string): string {
	if (status === 204 || body.trim() === '') return notInfobip(`without content (${status})`);
	if (N8N.test(body)) {
		return `The address is the one of n8n, not of Infobip (${status}). ${CHECK_BASE_URL}`;
	}
	if (/<html|<!doctype html/i.test(body)) return notInfobip(`with a web page (${status})`);
	if (status === 401) {
		return `The address refused the credentials (401), but not as Infobip does. ${CHECK_BASE_URL}`;
	}
	return notInfobip(`in another form (${status})`);
}

function unreached({ address, reason }: ConnectionError): string {
	const { host, hostname } = new URL(address);
	const failures: Partial<Record<ConnectionFailure, string>> = {
		refused: `Nothing listens at ${host}. ${CHECK_BASE_URL}`,
		unknownHost: `The host ${hostname} does not exist. ${CHECK_BASE_URL}`,
		timedOut: `${host} did not answer in time. Check 'Base URL', and that this n8n may reach it.`,
	};
	return (
		failures[reason] ??
		`The connection to ${host} did not work. ${CHECK_BASE_URL} If they are right, check that this n8n may reach it.`
	);
}
