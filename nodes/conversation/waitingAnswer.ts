/** What n8n answers at a waiting URL, and what it means. Each case was seen on n8n 1.123 and 2.40. */
import { isObject, parseJson, textOf } from '../../infobip/json';

/** The member by which our own answers are recognized; n8n answers 200 for other reasons as well. */
const MARK = 'infobipFacebookReply';

export const OWN_ANSWERS = [
	/** The execution continues. */
	'resumed',
	/** The reply did not fit: the question was asked again, and the execution waits on. */
	'askedAgain',
	/** The same question is being answered at this moment. */
	'answered',
	/** Another question of the same execution is waiting. */
	'notWaiting',
	/** Someone else was asked. */
	'foreign',
	/** Infobip could not be asked to repeat the question; the same reply may be passed to the execution again. */
	'unavailable',
] as const;

export type OwnAnswer = (typeof OWN_ANSWERS)[number];

/** What a call to a waiting URL has led to. */
export type HandOver =
	| OwnAnswer
	/** n8n itself says that no execution waits. */
	| 'ended'
	/** Not stored yet, or answered already while the rest of the workflow still runs. */
	| 'running'
	/** n8n lost a race; the next answer says who won. */
	| 'failed'
	/** Not an answer of n8n's about the execution. */
	| 'unreachable';

export function ownAnswer(answer: OwnAnswer): Record<string, string> {
	return { [MARK]: answer };
}

/** The answer need not come from an n8n, so only what is unmistakable counts. */
export function readAnswer(status: number, body: string): HandOver {
	const json = parseJson(body);
	const own = isObject(json) ? textOf(json[MARK]) : undefined;
	if (status >= 200 && status < 300) {
		if (own !== undefined) return OWN_ANSWERS.find((one) => one === own) ?? 'unreachable';
		// n8n's page for a question that nobody waits for any more.
		return body.includes('No action required') ? 'ended' : 'unreachable';
	}
	// n8n 2.x answers a wrong signature with a page.
	if (status === 401) return 'foreign';
	const message = isObject(json) ? (textOf(json.message) ?? '') : '';
	if (message === '') return 'unreachable';
	switch (status) {
		case 404:
			return GONE.test(message) ? 'ended' : 'unreachable';
		case 409:
			return ENDED.test(message) ? 'ended' : 'running';
		case 500:
			return 'failed';
		default:
			return 'unreachable';
	}
}

/** n8n, errors of a waiting URL: the execution, or what waited in it, is not there. */
const GONE = /does not exist|does not contain a waiting webhook|Could not find node/i;
const ENDED = /has finished/i;
