import { readFileSync } from 'node:fs';

import axios from 'axios';
import { fastify } from 'fastify';

import { isJsonObject, parseExactJson, writeExactJson } from '../exactJson.mts';
import type { Exchange } from './exchange.mts';

export interface ReplayOptions {
	/** A recording of `startRecorder`. */
	file: string;
	/** Default 0: any free port of the loopback address. */
	port?: number;
}

export interface Replay {
	url: string;
	/** How many of the recorded exchanges were played. */
	played(): number;
	close(): Promise<void>;
}

/** Replayed calls reach this machine only. */
const ON_LOOPBACK = /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])[:/]/;

/**
 * Starts a server that answers as the recording says, to the nodes of an n8n on this machine. A
 * request is answered by the next recorded one with its method and path. Where the real request
 * has another value than the recorded one (an id of its own, the address of a webhook), the answers
 * have it too. Calls of Infobip that were recorded are made after the exchange before them.
 *
 * @throws Error naming the line that is not an exchange
 */
export async function startReplay({ file, port = 0 }: ReplayOptions): Promise<Replay> {
	const exchanges = readRecording(file);
	const isPlayed = new Set<Exchange>();
	const values = new Map<string, string>();
	let login: Login | undefined;
	const app = fastify({ bodyLimit: 50 * 1024 * 1024, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});
	app.all('*', async (request, reply) => {
		const candidates = exchanges.filter(
			(one) => one.to === 'infobip' && one.method === request.method && samePath(one, request.url),
		);
		const exchange = candidates.find((one) => !isPlayed.has(one)) ?? candidates.at(-1);
		if (exchange === undefined) {
			const text = `The recording has no ${request.method} ${request.url}`;
			return await reply.code(501).send({ requestError: { serviceException: { text } } });
		}
		isPlayed.add(exchange);
		learn(exchange.path.split(/[/?&=]/), request.url.split(/[/?&=]/), values);
		learn(exchange.request.body, bodyOf(request.body), values);
		login = loginIn(bodyOf(request.body)) ?? login;
		reply.raw.once('close', () => {
			playInbound({ exchanges, after: exchange, isPlayed, values, login }).catch(
				(error: unknown) => {
					console.error('A recorded call of Infobip could not be made:', error);
				},
			);
		});
		const { headers, body } = exchange.answer;
		return await reply
			.code(exchange.status)
			.headers(headers)
			.send(body === undefined ? '' : writeBody(body, values));
	});
	const url = await app.listen({ port, host: '127.0.0.1' });
	return { url, played: () => isPlayed.size, close: async () => app.close() };
}

function readRecording(file: string): Exchange[] {
	return readFileSync(file, 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line, index) => {
			const exchange = parseExactJson(line);
			if (isExchange(exchange)) return exchange;
			throw new Error(`Line ${index + 1} of ${file} is not a recorded exchange`);
		});
}

function isExchange(value: unknown): value is Exchange & Record<string, unknown> {
	return (
		isJsonObject(value) &&
		(value['to'] === 'infobip' || value['to'] === 'n8n') &&
		typeof value['method'] === 'string' &&
		typeof value['path'] === 'string' &&
		typeof value['status'] === 'number' &&
		isJsonObject(value['request']) &&
		isJsonObject(value['answer'])
	);
}

/** Keys in a path are stand-ins, so only its words are compared. */
function samePath({ path }: Exchange, url: string): boolean {
	const [recorded, real] = [path, url].map((one) => (one.split('?')[0] ?? '').split('/'));
	return (
		recorded!.length === real!.length &&
		recorded!.every((segment, index) => isStandIn(segment) || segment === real![index])
	);
}

function isStandIn(segment: string): boolean {
	return /^(?:[0-9A-F]{16,}|1\d{4,}|text%20\d+)$/.test(segment);
}

/** Learns which stand-in is which value by laying the recorded value over the real one. */
function learn(recorded: unknown, real: unknown, values: Map<string, string>): void {
	if (Array.isArray(recorded) && Array.isArray(real)) {
		recorded.forEach((entry, index) => {
			learn(entry, real[index], values);
		});
	} else if (isJsonObject(recorded) && isJsonObject(real)) {
		for (const [name, value] of Object.entries(recorded)) learn(value, real[name], values);
	} else if (isText(recorded) && isText(real) && String(recorded) !== String(real)) {
		values.set(decodeURIComponent(String(recorded)), decodeURIComponent(String(real)));
	}
}

function isText(value: unknown): value is string | bigint {
	return typeof value === 'string' || typeof value === 'bigint';
}

function writeBody(body: unknown, values: ReadonlyMap<string, string>): string {
	const real = withReal(body, values);
	return typeof real === 'string' ? real : writeExactJson(real);
}

function withReal(value: unknown, values: ReadonlyMap<string, string>): unknown {
	if (typeof value === 'string') return values.get(value) ?? value;
	if (Array.isArray(value)) return value.map((entry) => withReal(entry, values));
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, inner]) => [name, withReal(inner, values)]),
	);
}

interface Login {
	username: string;
	password: string;
}

/** What a subscription asks Infobip to log in with. */
function loginIn(body: unknown): Login | undefined {
	if (!isJsonObject(body)) return undefined;
	const { username, password } = body;
	if (typeof username === 'string' && typeof password === 'string') return { username, password };
	for (const member of Object.values(body)) {
		const found = loginIn(member);
		if (found !== undefined) return found;
	}
	return undefined;
}

interface Inbound {
	exchanges: readonly Exchange[];
	after: Exchange;
	isPlayed: Set<Exchange>;
	values: ReadonlyMap<string, string>;
	login: Login | undefined;
}

/** Makes the calls of Infobip that were recorded before the next request of the nodes. */
async function playInbound({ exchanges, after, isPlayed, values, login }: Inbound): Promise<void> {
	for (const exchange of exchanges.slice(exchanges.indexOf(after) + 1)) {
		if (exchange.to === 'infobip') return;
		const url = [...values.values()].findLast((value) => ON_LOOPBACK.test(value));
		if (url === undefined || isPlayed.has(exchange)) continue;
		isPlayed.add(exchange);
		const { method, request } = exchange;
		await axios.request({
			method,
			url,
			headers: request.headers,
			...(login && { auth: login }),
			data: request.body === undefined ? undefined : writeBody(request.body, values),
			validateStatus: () => true,
		});
	}
}

function bodyOf(text: unknown): unknown {
	try {
		return typeof text === 'string' ? parseExactJson(text) : undefined;
	} catch {
		return undefined;
	}
}
