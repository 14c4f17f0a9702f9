import { appendFileSync, writeFileSync } from 'node:fs';

import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { fastify } from 'fastify';
import type { FastifyRequest } from 'fastify';

import { parseExactJson, writeExactJson } from '../exactJson.mts';
import type { Exchange, Message } from './exchange.mts';
import { Pseudonyms } from './Pseudonyms.mts';

export interface RecordingOptions {
	/** The file to write; what it held is lost. */
	file: string;
	/** The Base URL of an Infobip account; https, or a sandbox on loopback. */
	target: string;
	/** Where n8n listens. Infobip's calls to `/webhook…` are passed on to it. */
	n8n?: string;
	/** Default 0: any free port of the loopback address. */
	port?: number;
}

export interface Recorder {
	url: string;
	/** How many exchanges are in the file. */
	count(): number;
	close(): Promise<void>;
}

/** What a proxy must not pass on (RFC 9110, 7.6.1), and what axios sets itself. */
const HOP_BY_HOP = new Set(
	'connection content-length host keep-alive proxy-authorization te trailer transfer-encoding upgrade'
		.split(' ')
		.concat('accept-encoding', 'content-encoding'),
);
const KEPT_HEADERS = ['content-type', 'retry-after'];
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;
const TIMEOUT_MS = 120_000;

/**
 * Starts a proxy on loopback between an n8n and the real Infobip. It passes every request on as it
 * is, the login included, and writes each exchange to a file with everything personal and secret
 * replaced (`Pseudonyms`). The login itself is never written.
 *
 * @throws Error if the target is neither https nor on loopback
 */
export async function startRecorder(options: RecordingOptions): Promise<Recorder> {
	const target = targetOf(options.target);
	const pseudonyms = new Pseudonyms();
	let count = 0;
	writeFileSync(options.file, '');
	const keep = (exchange: Exchange): void => {
		appendFileSync(options.file, `${writeExactJson(exchange)}\n`);
		count += 1;
	};
	const app = fastify({ bodyLimit: 50 * 1024 * 1024, forceCloseConnections: true });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	app.all('*', async (request, reply) => {
		const isInbound = /^\/webhook/.test(request.url);
		const base = isInbound ? options.n8n : target;
		if (base === undefined) return await reply.code(404).send();
		const answer = await passOn(base, request);
		keep(toExchange(isInbound ? 'n8n' : 'infobip', request, answer, pseudonyms));
		await reply.code(answer.status).headers(withoutHopByHop(answer.headers)).send(answer.data);
		return reply;
	});
	const url = await app.listen({ port: options.port ?? 0, host: '127.0.0.1' });
	return { url, count: () => count, close: async () => app.close() };
}

function targetOf(text: string): string {
	const url = URL.parse(text);
	if (url === null || (url.protocol !== 'https:' && !LOOPBACK.test(url.hostname))) {
		throw new Error(
			`--target must be the Base URL of your account and begin with https://, not "${text}"`,
		);
	}
	return url.href.replace(/\/$/, '');
}

async function passOn(base: string, request: FastifyRequest): Promise<AxiosResponse<Buffer>> {
	return await axios.request<Buffer>({
		method: request.method,
		url: base + request.url,
		headers: withoutHopByHop(request.headers),
		data: request.body,
		responseType: 'arraybuffer',
		maxRedirects: 0,
		timeout: TIMEOUT_MS,
		validateStatus: () => true,
	});
}

type Headers = Readonly<Record<string, unknown>>;

function toExchange(
	to: Exchange['to'],
	request: FastifyRequest,
	answer: AxiosResponse<Buffer>,
	pseudonyms: Pseudonyms,
): Exchange {
	const toMessage = (headers: Headers, bytes: unknown): Message => ({
		headers: Object.fromEntries(
			KEPT_HEADERS.flatMap((name) => {
				const value = headers[name];
				return typeof value === 'string' ? [[name, value]] : [];
			}),
		),
		...(Buffer.isBuffer(bytes) && bytes.length > 0
			? { body: pseudonyms.ofBody(parsed(bytes.toString('utf8'))) }
			: {}),
	});
	return {
		to,
		method: request.method,
		path: pseudonyms.ofPath(request.url),
		request: toMessage(request.headers, request.body),
		status: answer.status,
		answer: toMessage(answer.headers, answer.data),
	};
}

function parsed(text: string): unknown {
	try {
		return parseExactJson(text);
	} catch {
		// No JSON: an error page, say. It is replaced as a whole.
		return text;
	}
}

function withoutHopByHop(headers: Record<string, unknown>): Record<string, string> {
	return Object.fromEntries(
		Object.entries(headers)
			.filter(([name]) => !HOP_BY_HOP.has(name.toLowerCase()))
			.map(([name, value]) => [name, String(value)]),
	);
}
