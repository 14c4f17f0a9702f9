/** What Setup → Check finds out. Everything here reads only, and reads nothing that is handed out once. */
import type { InfobipAnswer, Transport } from '../call/client';
import { ConnectionError, ApiError } from '../errors';
import { parseRefusal } from '../call/refusal';

/** One thing that was looked at. */
export interface Check {
	readonly check: string;
	readonly ok: boolean;
	/** What was seen. */
	readonly seen: string;
	/** What to do about it. */
	readonly toDo: string;
}

export function good(check: string, seen: string): Check {
	return { check, ok: true, seen, toDo: 'Nothing' };
}

export function bad(check: string, seen: string, toDo: string): Check {
	return { check, ok: false, seen, toDo };
}

/**
 * What a look gives, or the one check that says why it could not be done: a login may have the right
 * to send and not the one to read what is set up, and the other checks are of use all the same.
 */
export async function orRefused(
	check: string,
	look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
	return await look().catch((error: unknown) => {
		if (!(error instanceof ApiError)) throw error;
		const { task, status, refusal } = error;
		const seen = `Infobip refused to ${task}: ${refusal.text} (${status})`;
		const toDo =
			status === 403
				? 'Give the user or the API key the right to it in the Infobip portal, or look there yourself.'
				: 'Run the check again later.';
		return [bad(check, seen, toDo)];
	});
}

/** Which of Infobip's APIs answer this login. */
export interface Apis {
	readonly facebook: ApiState;
	readonly messenger: ApiState;
}

export type ApiState = 'answers' | 'absent' | 'refuses' | 'forbids' | 'fails';

/** The states of both APIs, and the checks that they give. */
export async function checkAccount(
	transport: Transport,
	wanted: keyof Apis,
): Promise<{ apis: Apis; checks: Check[] }> {
	const facebook = await ask(transport, '/facebook/1/applications');
	const messenger = await ask(transport, '/messenger/1/logs', { limit: 1 });
	const apis = { facebook: facebook.state, messenger: messenger.state };
	return { apis, checks: [checkLogin([facebook, messenger]), checkApis(apis, wanted)] };
}

interface Asked {
	readonly state: ApiState;
	readonly seen: string;
}

async function ask(
	transport: Transport,
	path: string,
	query?: Record<string, number>,
): Promise<Asked> {
	const task = `ask for ${path}`;
	return await transport({ task, method: 'GET', path, query }).then(judge, (error: unknown) => {
		if (error instanceof ConnectionError) return { state: 'fails' as const, seen: error.message };
		throw error;
	});
}

function judge({ status, body }: InfobipAnswer): Asked {
	const seen =
		status < 300 ? `HTTP ${status}` : `HTTP ${status}: ${parseRefusal(status, body).text}`;
	if (status < 300 || status === 429) return { state: 'answers', seen };
	if (status === 401) return { state: 'refuses', seen };
	if (status === 403) return { state: 'forbids', seen };
	return { state: status === 404 ? 'absent' : 'fails', seen };
}

function checkLogin(answers: readonly Asked[]): Check {
	const name = 'Credentials accepted';
	const refusal = answers.find(({ state }) => state === 'refuses');
	if (refusal) {
		const toDo =
			'Check Username and Password, or the API Key, in the credential, and that its Base URL is the one of your own account.';
		return bad(name, refusal.seen, toDo);
	}
	const answer = answers.find(({ state }) => state === 'answers' || state === 'forbids');
	if (answer) return good(name, answer.seen);
	const seen = answers.map((one) => one.seen).join('; ');
	return bad(name, seen, 'Infobip gave no clear answer. Check the Base URL in the credential.');
}

const WORDS: Readonly<Record<ApiState, string>> = {
	answers: 'answers',
	absent: 'is not there (404)',
	refuses: 'refuses the credentials (401)',
	forbids: 'may not be used with this login (403)',
	fails: 'gives no usable answer',
};

function checkApis({ facebook, messenger }: Apis, wanted: keyof Apis): Check {
	const name = 'APIs of the account';
	const seen = `The Facebook API (Applications) ${WORDS[facebook]}; the Messenger API (Pages) ${WORDS[messenger]}`;
	const state = wanted === 'facebook' ? facebook : messenger;
	if (state === 'answers') return good(name, seen);
	const other = wanted === 'facebook' ? messenger : facebook;
	const choice = wanted === 'facebook' ? 'Page' : 'Application';
	return bad(
		name,
		seen,
		other === 'answers'
			? `Choose ${choice} wherever you can choose between Application and Page: that is what this account has.`
			: 'Ask Infobip to give the login the right to use Facebook Messenger.',
	);
}
