/**
 * Bodies of calls of Infobip's: grown from its schemas, bent as a service might bend them, and written
 * in any encoding. Each id and each text in them is its own, so that it is seen if one gets lost.
 */
import { deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';

import { readOpenApi } from '../contract/openApi.mts';
import { schemaArbitrary } from './schemaArbitrary.mts';

/** @param folder with Infobip's OpenAPI files */
export function inboundBodies(folder: string): Record<string, fc.Arbitrary<unknown>> {
	const messenger = readOpenApi(folder, 'messenger.json')!;
	const messagesApi = readOpenApi(folder, 'messages-api.json')!;
	return {
		'messages of the Messenger API': schemaArbitrary(messenger, 'FacebookInboundRequest'),
		'messages of the Messages API': schemaArbitrary(messagesApi, 'MessagesApiIncomingMessage'),
		'delivery reports of the Messenger API': schemaArbitrary(messenger, 'DeliveryReports'),
		'seen reports of the Messenger API': schemaArbitrary(messenger, 'SeenReports'),
		consents: schemaArbitrary(messenger, 'MessengerConsentUpdate'),
	};
}

interface Encoded {
	body: Uint8Array | string;
	headers: Record<string, string>;
}

/** Ways in which JSON travels; the letters of the texts are not ASCII. */
const encodings: Record<string, (json: string) => Encoded> = {
	plain: (json) => ({ body: json, headers: { 'content-type': 'application/json' } }),
	'without a type': (json) => ({ body: Buffer.from(json), headers: {} }),
	'byte order mark': (json) => ({ body: `\uFEFF${json}`, headers: {} }),
	'called text': (json) => ({ body: json, headers: { 'content-type': 'text/plain' } }),
	'UTF-16': (json) => ({
		body: Buffer.from(`\uFEFF${json}`, 'utf16le'),
		headers: { 'content-type': 'application/json; charset=utf-16' },
	}),
	'UTF-16BE': (json) => ({
		body: Buffer.from(json, 'utf16le').swap16(),
		headers: { 'content-type': 'application/json; charset=utf-16be' },
	}),
	'ISO-8859-1': (json) => ({
		body: Buffer.from(json, 'latin1'),
		headers: { 'content-type': 'application/json; charset=iso-8859-1' },
	}),
	gzip: (json) => ({ body: gzipSync(json), headers: { 'content-encoding': 'gzip' } }),
	deflate: (json) => ({ body: deflateSync(json), headers: { 'content-encoding': 'deflate' } }),
	form: (json) => ({
		body: new URLSearchParams({ payload: json }).toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	}),
};

export const encoding = fc.constantFrom(...Object.keys(encodings));

/**
 * Posts a body as Infobip would.
 *
 * @param by one of the encodings
 * @returns the status of the answer
 */
export async function postAsInfobip(
	{ url, authorization }: { url: string; authorization: string },
	json: string,
	by = 'plain',
): Promise<number> {
	const { body, headers } = encodings[by]!(json);
	const response = await fetch(url, {
		method: 'POST',
		body: Buffer.from(body as string),
		headers: { ...headers, authorization },
	});
	await response.arrayBuffer();
	return response.status;
}

/** What Infobip calls a subscription with. */
export function basic({ username, password }: { username: string; password: string }): string {
	return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

let marked = 0;

/** The body with an id and texts of its own in each place that has one. */
export function mark(value: unknown, name = ''): unknown {
	if (Array.isArray(value)) return value.map((element) => mark(element, name));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, mark(one, own)]));
	}
	if (typeof value !== 'string' || !/^(messageId|text|title|url)$/.test(name)) return value;
	return `${name}-ü-${++marked}-`;
}

export const markersIn = (json: string): string[] =>
	json.match(/(messageId|text|title|url)-ü-\d+-/g) ?? [];

/** The filter that is tested: what passes it is named here once more. */
export const FILTERING = {
	triggerOn: ['messageReceived', 'seenReport'],
	filters: { messageTypes: ['text', 'image', 'unknown'] },
};

export function passesFilter({ event, type }: { event?: unknown; type?: unknown }): boolean {
	return (
		event === 'unknown' ||
		event === 'seenReport' ||
		(event === 'messageReceived' && FILTERING.filters.messageTypes.includes(String(type)))
	);
}

/** All that a trigger can be started by. */
export const EVERYTHING = ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'];
