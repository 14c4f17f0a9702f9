/** What Setup → Check finds out. Everything here reads only, and reads nothing that is returned once. */
import type { Transport } from '../call/client';
import { ApiError, ConnectionError, UnexpectedAnswer } from '../errors';
import { probeApi, type Api, type Probe } from './apiProbe';

/** One thing that was checked. */
export interface Check {
	readonly check: string;
	/** True only if it works. */
	readonly ok: boolean;
	readonly finding: string;
	/** What to do; empty if it works. */
	readonly fix: string;
}

export function good(check: string, finding: string): Check {
	return { check, ok: true, finding, fix: '' };
}

export function bad(check: string, finding: string, fix: string): Check {
	return { check, ok: false, finding, fix };
}

/**
 * What a look finds, or one failed check on why there was none: a login may have the right to send
 * and not the one to read the set-up, and the other checks are of use anyway.
 */
export async function attempt(
	check: string,
	look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
	return await look().catch((error: unknown) => [bad(check, ...whyNot(error))]);
}

/** What stopped a look, and what to do about it. Anything but an answer of Infobip's is thrown. */
function whyNot(error: unknown): [finding: string, fix: string] {
	if (error instanceof ApiError) {
		const { task, status, refusal } = error;
		return [`Infobip refused to ${task}: ${refusal.text} (${status})`, FIXES[status] ?? AGAIN];
	}
	if (error instanceof ConnectionError) {
		return [`Infobip could not be reached to ${error.task} (${error.reason})`, AGAIN];
	}
	if (error instanceof UnexpectedAnswer) {
		const { task, outline } = error;
		return [
			`Infobip answered the request to ${task} in a form that is not known: ${outline.slice(0, 200)}`,
			'Look in the Infobip portal yourself, and open an issue with this finding.',
		];
	}
	throw error;
}

const AGAIN = 'Run the check again later.';
const FIXES: Readonly<Record<number, string>> = {
	403: 'Give the user or the API key the right to it in the Infobip portal, or look there yourself.',
	404: 'Look in the Infobip portal yourself: this account does not offer what the check asked for.',
	405: 'Look in the Infobip portal yourself: this account does not offer what the check asked for.',
	429: 'Infobip asks for fewer requests: run the check again in a minute.',
};

const NAMES: Readonly<Record<Api, string>> = {
	facebook: 'Facebook API (Applications)',
	messenger: 'Messenger API (Pages)',
};

/** Checks the login and the APIs, and whether the wanted one can be used. */
export async function checkAccount(
	transport: Transport,
	wanted: Api,
): Promise<{ isUsable: boolean; checks: Check[] }> {
	const facebook = await probeApi(transport, 'facebook');
	const messenger = await probeApi(transport, 'messenger');
	const [own, other] = wanted === 'facebook' ? [facebook, messenger] : [messenger, facebook];
	const clauses = `The ${NAMES.facebook} ${facebook.clause}; the ${NAMES.messenger} ${messenger.clause}`;
	return {
		isUsable: isThere(own),
		checks: [checkLogin(own, other, clauses), checkApis(wanted, own, other, clauses)],
	};
}

const isThere = ({ state }: Probe): boolean =>
	state === 'accepts' || state === 'mayAccept' || state === 'busy';

function checkLogin(own: Probe, other: Probe, clauses: string): Check {
	const name = 'Credentials accepted';
	const states = [own.state, other.state];
	if (own.state === 'refuses' || (other.state === 'refuses' && own.state !== 'accepts')) {
		return bad(
			name,
			clauses,
			'Check Username and Password, or the API Key, in the credential, and that its Base URL is the one of your own account.',
		);
	}
	const isKnown = states.some((state) => state === 'accepts' || state === 'forbids');
	const isEmptyList = states.includes('mayAccept') && states.includes('absent');
	if (isKnown || isEmptyList) return good(name, clauses);
	const problem = [own, other].find(({ state }) => state === 'foreign' || state === 'unreached');
	if (problem !== undefined) return bad(name, clauses, problem.problem);
	const mayChange = states.some((state) => state === 'busy' || state === 'fails');
	return bad(name, clauses, mayChange ? AGAIN : 'Check the Base URL in the credential.');
}

function checkApis(wanted: Api, own: Probe, other: Probe, clauses: string): Check {
	const name = 'APIs of the account';
	if (isThere(own)) return good(name, clauses);
	const choice = wanted === 'facebook' ? 'Page' : 'Application';
	if (own.state === 'absent' && other.state === 'accepts') {
		const fix = `Choose ${choice} wherever you can choose between Application and Page: that is what this account has.`;
		return bad(name, clauses, fix);
	}
	const fixes: Partial<Record<Probe['state'], string>> = {
		forbids: 'Give the user or the API key the right to use it in the Infobip portal.',
		fails: AGAIN,
		foreign: own.problem,
		unreached: own.problem,
	};
	const ask = 'Ask Infobip to give the login the right to use Facebook Messenger.';
	return bad(name, clauses, fixes[own.state] ?? ask);
}
