/** Finds out whether an address is Infobip's and accepts a login. Reads only, and consumes nothing. */
import type { InfobipAnswer, Transport } from '../call/client';
import { isInfobipError, refusalIn } from '../call/refusal';
import { ConnectionError, type ReachFailure } from '../errors';
import { member, readPage } from '../facebook/answerForms';
import { isObject, parseJson, type JsonValue } from '../json';

/** What one of the two APIs made of the login. */
type Verdict =
	/** It accepted the login: only Infobip answers so. */
	| 'accepts'
	/** It may have, but others could answer so, too. */
	| 'mayAccept'
	| 'refuses'
	| 'forbids'
	| 'absent'
	| 'busy'
	| 'fails'
	/** It is not Infobip, or it is not known whether it is. */
	| { readonly problem: string };

interface Probe {
	readonly path: string;
	readonly query?: Readonly<Record<string, number>>;
	readonly judgeSuccess: (json: JsonValue) => 'accepts' | 'mayAccept' | undefined;
}

const FACEBOOK: Probe = { path: '/facebook/1/applications', judgeSuccess: judgeApplications };
const MESSENGER: Probe = {
	path: '/messenger/1/logs',
	query: { limit: 1 },
	judgeSuccess: (json) =>
		isObject(json) && Array.isArray(json.results) && json.results.every(isObject)
			? 'accepts'
			: undefined,
};

/**
 * Tests a login against both APIs: either is enough. Returns undefined if it works, else one sentence
 * each on what happened, which field it is about and what to do.
 *
 * @param first the API that the account is used with, which saves the other call if it accepts
 */
export async function testLogin(
	transport: Transport,
	first: 'facebook' | 'messenger',
): Promise<string | undefined> {
	const [one, other] = first === 'facebook' ? [FACEBOOK, MESSENGER] : [MESSENGER, FACEBOOK];
	const verdict = await probe(transport, one);
	if (verdict === 'accepts') return undefined;
	const verdicts = [verdict, await probe(transport, other)];
	const has = (wanted: Verdict): boolean => verdicts.includes(wanted);
	if (has('accepts')) return undefined;
	const isInfobip = has('absent') || has('forbids') || has('busy') || has('fails');
	if (has('mayAccept') && isInfobip && !has('refuses')) return undefined;
	if (has('refuses')) return REFUSED;
	if (has('forbids')) return FORBIDDEN;
	if (has('busy')) return BUSY;
	const foreign = verdicts.find((each) => typeof each === 'object');
	if (foreign !== undefined) return foreign.problem;
	if (has('fails')) return FAILED;
	return has('absent') ? ABSENT : notInfobip('in a form that is not known');
}

const REFUSED =
	"Infobip refused the credentials (401). Check 'Username' and 'Password', or 'API Key', and that 'Base URL' is the one of your own account.";
const FORBIDDEN =
	'Infobip knows the login, but it may use neither the Facebook API nor the Messenger API (403). Give the user or the API key the right to use Facebook Messenger in the Infobip portal.';
const BUSY = 'Infobip asks for fewer requests (429). Wait a minute and test again.';
const FAILED = 'Infobip had an internal error. Test again in a minute.';
const ABSENT =
	"Infobip found neither the Facebook API nor the Messenger API at this address (404). Check that 'Base URL' is the one of your own account.";
const CHECK_BASE_URL =
	"Check host and port in 'Base URL'; Infobip shows yours on the home page of its portal.";

const notInfobip = (how: string): string =>
	`The address answered ${how}, which is not how Infobip answers. ${CHECK_BASE_URL}`;

async function probe(transport: Transport, { path, query, judgeSuccess }: Probe): Promise<Verdict> {
	const request = { task: 'test the login', method: 'GET', path, query } as const;
	const answer = await transport(request).catch((error: unknown) => {
		if (error instanceof ConnectionError) return error;
		throw error;
	});
	if (answer instanceof ConnectionError) return { problem: unreached(answer) };
	const refused = refusalIn(answer);
	if (refused !== undefined) return judgeRefusal(refused.status, answer);
	const { status, body } = answer;
	const json = parseJson(body);
	if (status === 204 || body.trim() === '') {
		return { problem: notInfobip(`without content (${status})`) };
	}
	const success = json === undefined ? undefined : judgeSuccess(json);
	return success ?? { problem: foreign(status, body) };
}

function judgeRefusal(status: number, { headers, body }: InfobipAnswer): Verdict {
	if (status < 400) {
		const { location = '' } = headers;
		const target = URL.canParse(location) ? new URL(location).origin : 'another address';
		return {
			problem: `The address redirects to ${target} (${status}), which Infobip does not do; the login was not sent there. ${CHECK_BASE_URL}`,
		};
	}
	if (!isInfobipError(body)) return { problem: foreign(status, body) };
	switch (status) {
		case 401:
			return 'refuses';
		case 403:
			return 'forbids';
		case 404:
			return 'absent';
		case 429:
			return 'busy';
		default:
			// Whoever is told that a request is wrong has been let in.
			return status >= 500 ? 'fails' : 'accepts';
	}
}

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

/** What answers if it is not Infobip. */
function foreign(status: number, body: string): string {
	if (N8N.test(body)) {
		return `The address is the one of n8n, not of Infobip (${status}). ${CHECK_BASE_URL}`;
	}
	if (/<html|<!doctype html/i.test(body)) return notInfobip(`with a web page (${status})`);
	if (status === 401) {
		return `The address refused the credentials (401), but not as Infobip does. ${CHECK_BASE_URL}`;
	}
	return notInfobip(`with HTTP status ${status} in another form`);
}

/** Its page, its answer to unknown webhooks, and what it says while it starts. */
const N8N = /<title>n8n|n8n\.io|n8n is starting|requested webhook|"Webhook call received"/i;

function unreached({ address, reason }: ConnectionError): string {
	const { host, hostname } = new URL(address);
	const failures: Partial<Record<ReachFailure, string>> = {
		refused: `Nothing listens at ${host}. ${CHECK_BASE_URL}`,
		unknownHost: `The host ${hostname} does not exist. ${CHECK_BASE_URL}`,
		timedOut: `${host} did not answer in time. Check 'Base URL', and that this n8n may reach it.`,
	};
	return (
		failures[reason] ??
		`The connection to ${host} did not work. ${CHECK_BASE_URL} If they are right, check that this n8n may reach it.`
	);
}
