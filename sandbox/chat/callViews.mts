import { parseExactJson, printExactJson } from '../exactJson.mts';
import type { Forward } from '../platform/forwarder.mts';
import type { LoggedRequest } from '../platform/requestLog.mts';
import type { WebhookKind } from '../platform/webhookKind.mts';
import type { World } from '../world.mts';
import type { CallView } from './view.mts';
import { withoutSecrets } from './withoutSecrets.mts';

/** So many are kept in the page's panel. */
const SHOWN_CALLS = 100;
/** Of one body; more helps nobody who reads. */
const SHOWN_CHARACTERS = 20_000;

/** The newest requests and forwards in the order they began. */
export function callViews({ requests, forwarder }: World): CallView[] {
	const views = [
		...requests.latest(SHOWN_CALLS).map(requestView),
		...forwarder.latest(SHOWN_CALLS).map(forwardView),
	];
	return views.sort((left, right) => left.time.localeCompare(right.time)).slice(-SHOWN_CALLS);
}

function requestView(request: LoggedRequest): CallView {
	const { number, time, method, path, query, headers, outcome, status, faulty } = request;
	const [scheme] = headers.authorization?.split(' ') ?? [];
	return {
		id: `request ${number}`,
		kind: 'request',
		time,
		title: `${method} ${path}`,
		address: withoutSecrets(`${method} ${path}${queryText(query)}`),
		result: outcome === 'answered' ? String(status) : REQUEST_WORDS[outcome],
		isGood: outcome === 'open' ? null : outcome === 'answered' && status !== null && status < 400,
		notes: [
			scheme === undefined ? 'Without a login' : `Login: ${scheme}, not shown`,
			...(faulty ? ['A fault rule struck'] : []),
		],
		sent: bodyText(request.body),
		answered: bodyText(request.responseBody),
	};
}

const REQUEST_WORDS = {
	open: 'waiting',
	reset: 'connection closed',
	hung: 'no answer',
} satisfies Record<Exclude<LoggedRequest['outcome'], 'answered'>, string>;

/** The Facebook API forwards received messages only. */
const FORWARD_TITLES = {
	INBOUND_MESSAGE: 'Received message',
	MO_MESSAGES_API_JSON: 'Received message',
	DELIVERY: 'Delivery report',
	MESSAGES_API_DELIVERY: 'Delivery report',
	SEEN: 'Seen report',
	CLICK: 'Click',
	CONSENT_UPDATE: 'Consent update',
} satisfies Record<WebhookKind, string>;

function forwardView(forward: Readonly<Forward>): CallView {
	const { number, time, url, body, state, attempts, webhook } = forward;
	const last = attempts.at(-1);
	return {
		id: `forward ${number}`,
		kind: 'forward',
		time,
		title: FORWARD_TITLES[webhook ?? 'INBOUND_MESSAGE'],
		address: withoutSecrets(`POST ${url}`),
		result: last ? String(last.status ?? 'no answer') : state,
		isGood: last ? state === 'delivered' : null,
		notes: [
			...attempts.map(
				({ number: count, status, error, nextInMinutes }) =>
					`Try ${count}: ${status ?? error ?? ''}${nextInMinutes === null ? '' : `, next after ${minutes(nextInMinutes)}`}`,
			),
			...(last === undefined || state === 'waiting' ? [] : [`In the end: ${state}`]),
		],
		sent: bodyText(body),
		answered: null,
	};
}

function minutes(count: number): string {
	return count === 1 ? '1 minute' : `${count} minutes`;
}

function queryText(query: LoggedRequest['query']): string {
	const pairs = Object.entries(query).flatMap(([name, values]) =>
		[values].flat().map((value) => [name, value]),
	);
	return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
}

/** Laid out where it is JSON, as it came otherwise. */
function bodyText(body: string | null): string | null {
	if (body === null || body === '') return null;
	const text = withoutSecrets(body.length > SHOWN_CHARACTERS ? body : laidOut(body));
	return text.length > SHOWN_CHARACTERS
		? `${text.slice(0, SHOWN_CHARACTERS)}\n… and ${text.length - SHOWN_CHARACTERS} characters more`
		: text;
}

function laidOut(body: string): string {
	try {
		return printExactJson(parseExactJson(body));
	} catch (error) {
		if (error instanceof SyntaxError) return body;
		throw error;
	}
}
