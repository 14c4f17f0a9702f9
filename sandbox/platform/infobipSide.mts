import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseExactJson } from '../exactJson.mts';
import { errorAnswer } from '../facebook/answerForms.mts';
import type { World } from '../world.mts';
import { isAuthorized } from './account.mts';
import { ApiError, badRequest, errorForStatus, unauthorized } from './apiError.mts';
import { checkApi } from './apiSwitch.mts';
import { errorBody } from './errorBody.mts';
import { distort } from './distort.mts';
import { transferred } from './transfer.mts';
import type { FaultRule } from './faults.mts';
import type { LoggedRequest } from './requestLog.mts';

const JSON_TYPE = 'application/json; charset=utf-8';

interface Exchange {
	entry: LoggedRequest;
	fault: FaultRule | undefined;
}

declare module 'fastify' {
	interface FastifyContextConfig {
		/** Meta, unlike a customer of Infobip, calls without Infobip's credentials. */
		calledByMeta?: boolean;
	}
}

/**
 * What every call to the Infobip side goes through, in this order: log, fault, rate limit, login,
 * APIs of the account, handler, fault again. Bodies stay text until a handler asks, so that the log shows what was sent.
 */
export function setUpInfobipSide(app: FastifyInstance, world: World): void {
	const exchanges = new WeakMap<FastifyRequest, Exchange>();

	app.removeAllContentTypeParsers();
	// Any content type: the documented create call sends JSON and names no type.
	app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => {
		done(null, body);
	});

	app.addHook('onRequest', async (request) => {
		const entry = world.requests.add({
			method: request.method,
			path: request.url.split('?', 1)[0] ?? '',
			query: request.query as LoggedRequest['query'],
			headers: request.headers,
		});
		const fault = world.faults.strike(request.method, request.url);
		entry.faulty = fault !== undefined;
		exchanges.set(request, { entry, fault });
		world.changes.tell();
	});

	app.addHook('preHandler', async (request, reply) => {
		const exchange = exchanges.get(request)!;
		exchange.entry.body = typeof request.body === 'string' ? request.body : null;
		if (exchange.fault && (await strikeBefore(exchange, exchange.fault, reply))) {
			world.changes.tell();
			return reply;
		}
		const { calledByMeta } = request.routeOptions.config;
		if (!calledByMeta) {
			checkTrouble(world, reply);
			checkRateLimit(world, reply);
			if (!isAuthorized(world.account, request.headers.authorization)) throw unauthorized();
		}
		checkApi(world.settings.apis, request.url);
		return undefined;
	});

	app.addHook('onSend', async (request, reply, payload) => {
		const exchange = exchanges.get(request)!;
		const answer = exchange.fault
			? await strikeAfter(world, exchange, exchange.fault, reply, payload)
			: payload;
		if (exchange.entry.outcome === 'open') exchange.entry.outcome = 'answered';
		exchange.entry.status = reply.statusCode;
		exchange.entry.responseBody = typeof answer === 'string' ? answer : null;
		world.changes.tell();
		return answer;
	});

	app.setNotFoundHandler(() => {
		throw errorForStatus(404);
	});

	app.setErrorHandler(async (error, request, reply) => {
		const answer = toApiError(error);
		const form = request.url.startsWith('/facebook/')
			? errorAnswer(world.settings, answer)
			: undefined;
		if (form) return reply.code(form.status).send(form.body);
		return reply.code(answer.status).send(errorBody(answer, request.url));
	});
}

/** @throws ApiError 400 when the body is not JSON. */
export function jsonBody(request: FastifyRequest): unknown {
	try {
		return parseExactJson(typeof request.body === 'string' ? request.body : '');
	} catch (error) {
		if (error instanceof SyntaxError) throw badRequest({ body: ['must be valid JSON'] });
		throw error;
	}
}

/** The longest that the chat page's *Rate limit* lets a node wait, in seconds. */
const RETRY_AFTER_SECONDS = 5;

function checkTrouble({ settings }: World, reply: FastifyReply): void {
	if (settings.trouble === 'outage') throw errorForStatus(503);
	if (settings.trouble !== 'rateLimit') return;
	reply.header('Retry-After', String(RETRY_AFTER_SECONDS));
	throw errorForStatus(429);
}

function checkRateLimit(world: World, reply: FastifyReply): void {
	const broken = world.rateLimit.take(performance.now());
	if (!broken) return;
	if (broken.retryAfterSeconds !== undefined) {
		reply.header('Retry-After', String(broken.retryAfterSeconds));
	}
	throw errorForStatus(429);
}

/** True when the request ends here. */
async function strikeBefore(
	{ entry }: Exchange,
	fault: FaultRule,
	reply: FastifyReply,
): Promise<boolean> {
	// Real time, and not a reason for the process to stay alive.
	if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, { ref: false });
	if (fault.reset === 'before') {
		entry.outcome = 'reset';
		reply.hijack();
		reply.raw.socket?.resetAndDestroy();
		return true;
	}
	if (fault.hang === 'before') {
		entry.outcome = 'hung';
		reply.hijack();
		return true;
	}
	if (answersItself(fault) && !actsFirst(fault, entry.method)) {
		void reply
			.code(fault.status ?? 200)
			.type(JSON_TYPE)
			.send(fault.body ?? defaultBody(fault, entry.path));
		return true;
	}
	return false;
}

async function strikeAfter(
	world: World,
	{ entry }: Exchange,
	fault: FaultRule,
	reply: FastifyReply,
	payload: unknown,
): Promise<unknown> {
	if (fault.reset === 'after' || fault.hang === 'after') {
		entry.outcome = fault.reset ? 'reset' : 'hung';
		world.changes.tell();
		if (fault.reset) reply.raw.socket?.resetAndDestroy();
		await new Promise<never>(() => undefined);
	}
	let answer = payload;
	if (answersItself(fault) && actsFirst(fault, entry.method)) {
		reply.code(fault.status ?? 200).type(JSON_TYPE);
		const body = fault.body ?? defaultBody(fault, entry.path);
		answer = typeof body === 'string' ? body : JSON.stringify(body);
	}
	if (fault.headers) reply.headers(fault.headers);
	if (fault.malformed)
		answer = typeof answer === 'string' ? answer.slice(0, answer.length / 2) : '{';
	if (fault.distort !== undefined && typeof answer === 'string' && reply.statusCode < 300) {
		answer = distort(answer, fault.distort);
		if (answer === '') reply.code(204);
	}
	if (fault.transfer !== undefined) {
		entry.outcome = fault.transfer === 'interim' ? 'answered' : 'reset';
		world.changes.tell();
		const { socket } = reply.raw;
		socket?.write(
			transferred(reply.statusCode, typeof answer === 'string' ? answer : '', fault.transfer),
		);
		socket?.end();
		await new Promise<never>(() => undefined);
	}
	if (fault.dripMs !== undefined || fault.stall) {
		entry.outcome = 'hung';
		world.changes.tell();
		return Readable.from(slowly(String(answer), fault));
	}
	return answer;
}

/** A part of the answer at a time, and of a stalled one only the first half. */
async function* slowly(answer: string, { dripMs = 0, stall }: FaultRule): AsyncGenerator<string> {
	if (stall) {
		yield answer.slice(0, answer.length / 2);
		await new Promise<never>(() => undefined);
	}
	for (const character of answer) {
		yield character;
		await sleep(dripMs, undefined, { ref: false });
	}
}

/** A status with a time to come back says that nothing was done. */
function actsFirst({ after, status = 200, headers = {} }: FaultRule, method: string): boolean {
	return after ?? (status >= 500 && method !== 'GET' && !('retry-after' in headers));
}

function answersItself(fault: FaultRule): boolean {
	return fault.status !== undefined || fault.body !== undefined;
}

function defaultBody({ status = 200 }: FaultRule, path: string): unknown {
	return status < 400 ? {} : errorBody(errorForStatus(status), path);
}

function toApiError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	// Fastify's own refusals (such as a body that is too large) carry a status; all else is our bug.
	const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
	if (typeof status === 'number') return errorForStatus(status);
	console.error('The sandbox met an error it did not foresee:', error);
	return errorForStatus(500);
}
