import { resolve } from 'node:path';
import type { Forward, LoggedRequest, WebhookKind } from '../../sandbox/server.mts';
import { readOpenApi } from './openApi.mts';
import type { OpenApi } from './openApi.mts';
import { findOperation } from './operations.mts';
import type { Call, Found } from './operations.mts';
import { SchemaChecker } from './schemaChecker.mts';
import {
	currentInboundItem,
	ERROR_SCHEMAS,
	PLATFORM_ERROR_STATUS,
	UNLISTED_ERRORS,
} from './slips.mts';

export interface Request extends Call {
	query?: Record<string, string | string[]>;
	/** Parsed; undefined when there is none. */
	body?: unknown;
}

export interface Answer extends Call {
	status: number;
	/** Parsed; undefined when there is none. */
	body?: unknown;
}

const FILES = ['messenger.json', 'messages-api.json', 'subscriptions.json', 'resources.json'];

/** What the four files cover as a whole; the Facebook API has no OpenAPI. */
const COVERED = /^\/(messenger|messages-api|subscriptions|resource-management)\//;
const NEW_ERRORS = /^\/(messenger|messages-api)\//;

const WEBHOOKS: Record<WebhookKind, { file: string; name: string }> = {
	MESSAGES_API_DELIVERY: {
		file: 'messages-api.json',
		name: 'receive-messages-api-delivery-reports',
	},
	DELIVERY: {
		file: 'messenger.json',
		name: 'receive-outbound-messenger-message-delivery-reports',
	},
	SEEN: { file: 'messenger.json', name: 'receive-messenger-seen-reports' },
	CLICK: { file: 'messenger.json', name: 'receive-messenger-marketing-click' },
	INBOUND_MESSAGE: { file: 'messenger.json', name: 'receive-messenger-api-incoming-messages' },
	CONSENT_UPDATE: { file: 'messenger.json', name: 'receive-messenger-consent-update' },
	MO_MESSAGES_API_JSON: {
		file: 'messages-api.json',
		name: 'receive-messages-api-incoming-messages',
	},
};

/** Where the OpenAPI files are looked for: `INFOBIP_OPENAPI`, or beside the repository. */
export function contractFolder(): string {
	const beside = resolve(import.meta.dirname, '../../../shared/infobip-openapi');
	return process.env.INFOBIP_OPENAPI ?? beside;
}

/** Undefined if the files are not present: they are Infobip's and not part of the repository. */
export function loadContract(): Contract | undefined {
	const documents = new Map<string, OpenApi>();
	for (const file of FILES) {
		const document = readOpenApi(contractFolder(), file);
		if (!document) return undefined;
		documents.set(file, document);
	}
	return new Contract(documents);
}

/** Infobip's OpenAPI. Every check returns its violations as sentences, and none when all is well. */
export class Contract {
	readonly #documents: Map<string, OpenApi>;
	readonly #checker: SchemaChecker;

	constructor(documents: Map<string, OpenApi>) {
		this.#documents = documents;
		this.#checker = new SchemaChecker(documents);
	}

	/** Whether the files speak about this path at all. */
	covers({ path }: Pick<Call, 'path'>): boolean {
		return COVERED.test(path);
	}

	/** Every operation, such as `GET /subscriptions/1/profiles/{profileId}`. */
	operations(): string[] {
		return [...this.#documents.values()].flatMap(({ paths }) =>
			Object.entries(paths).flatMap(([template, verbs]) =>
				Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${template}`),
			),
		);
	}

	/** The one that a call is, if there is one. */
	operationOf(call: Call): string | undefined {
		const [, template, verb] = findOperation(this.#documents, call)?.at ?? [];
		return template === undefined ? undefined : `${verb?.toUpperCase() ?? ''} ${template}`;
	}

	checkRequest(request: Request): string[] {
		const found = findOperation(this.#documents, request);
		if (!found) return [`The contract has no ${nameOf(request)}`];
		return [
			...this.#checkParameters(found, request.query ?? {}),
			...this.#checkBody(found, request.body),
		].map((violation) => `${nameOf(request)}: ${violation}`);
	}

	checkAnswer(answer: Answer): string[] {
		const found = findOperation(this.#documents, answer);
		if (!found && answer.status !== PLATFORM_ERROR_STATUS) {
			return [`The contract has no ${nameOf(answer)}`];
		}
		const violations = this.#checkAnswerBody(found, answer);
		return violations.map((one) => `${nameOf(answer)} answering ${answer.status}: ${one}`);
	}

	checkWebhook(kind: WebhookKind, body: unknown): string[] {
		const { file, name } = WEBHOOKS[kind];
		const at = ['webhooks', name, 'post', 'requestBody', ...JSON_SCHEMA];
		const current = kind === 'INBOUND_MESSAGE' ? currentInboundBody(body) : body;
		return this.#checker.check(file, at, current).map((one) => `Webhook ${kind}: ${one}`);
	}

	/**
	 * Both halves of an entry of the sandbox's request log. Left alone are: what the files do not
	 * cover; the answer, where a fault took its place or it never came; and a request that was
	 * answered 400, since its sender has been told.
	 */
	checkExchange(logged: LoggedRequest): string[] {
		const { method, path, query, status } = logged;
		if (!this.covers(logged)) return [];
		const answered = logged.outcome === 'answered' && !logged.faulty && status !== null;
		const request =
			answered && status === 400
				? []
				: this.checkRequest({ method, path, query, ...parsed(logged.body) });
		const answer = answered
			? this.checkAnswer({ method, path, status, ...parsed(logged.responseBody) })
			: [];
		return [...request, ...answer];
	}

	/** An entry of the sandbox's forward log; forwards of the Facebook API are left alone. */
	checkForward({ webhook, body }: Forward): string[] {
		return webhook === undefined ? [] : this.checkWebhook(webhook, JSON.parse(body));
	}

	#checkParameters({ file, at, operation, values }: Found, query: Request['query'] = {}): string[] {
		const parameters = operation.parameters ?? [];
		const known = parameters.filter((one) => one.in === 'query').map(({ name }) => name);
		const unknown = Object.keys(query).filter((name) => !known.includes(name));
		const violations = unknown.map((name) => `the query has an unknown parameter "${name}"`);
		parameters.forEach(({ name, in: place, required = false, schema }, index) => {
			const given = place === 'path' ? values[name] : query[name];
			if (given === undefined) {
				if (required) violations.push(`the ${place} lacks the parameter "${name}"`);
				return;
			}
			const value = coerce(given, this.#checker.typeOf(file, schema));
			const wrong = this.#checker.check(
				file,
				[...at, 'parameters', String(index), 'schema'],
				value,
			);
			violations.push(...wrong.map((one) => `parameter "${name}": ${one}`));
		});
		return violations;
	}

	#checkBody({ file, at, operation: { requestBody } }: Found, body: unknown): string[] {
		if (body === undefined) return requestBody?.required ? ['a body is required'] : [];
		if (!requestBody) return ['no body is expected'];
		return this.#checker.check(file, [...at, 'requestBody', ...JSON_SCHEMA], body);
	}

	#checkAnswerBody(found: Found | undefined, { path, status, body }: Answer): string[] {
		const listed = found?.operation.responses[String(status)];
		if (found && listed?.content) {
			const at = [...found.at, 'responses', String(status), ...JSON_SCHEMA];
			return this.#checker.check(found.file, at, body);
		}
		if (listed && !listed.$ref && body === undefined) return [];
		if (listed && status < 400) return ['no body is expected'];
		if (!listed && !UNLISTED_ERRORS.has(status)) return ['this status is not listed'];
		const isNew = NEW_ERRORS.test(path) && status !== PLATFORM_ERROR_STATUS;
		const { file, schema } = isNew ? ERROR_SCHEMAS.new : ERROR_SCHEMAS.platform;
		return this.#checker.check(file, ['components', 'schemas', schema], body);
	}
}

const JSON_SCHEMA = ['content', 'application/json', 'schema'];

function nameOf({ method, path }: Call): string {
	return `${method.toUpperCase()} ${path}`;
}

/** The value of a text of the query or the path; text without a value fails the check. */
function coerce(given: string | string[], type: string | undefined): unknown {
	switch (type) {
		case 'array':
			return [given].flat();
		case 'integer':
		case 'number':
			return given === '' || Number.isNaN(Number(given)) ? given : Number(given);
		case 'boolean':
			return given === 'true' ? true : given === 'false' ? false : given;
		default:
			return given;
	}
}

function currentInboundBody(body: unknown): unknown {
	const { results } = body as { results?: unknown };
	if (!Array.isArray(results)) return body;
	const items = results.map((item) => currentInboundItem(item as Record<string, unknown>));
	return { ...(body as object), results: items };
}

function parsed(text: string | null): { body?: unknown } {
	if (text === null || text === '') return {};
	try {
		return { body: JSON.parse(text) as unknown };
	} catch {
		// Text that is not JSON satisfies no schema of an object, and is named so.
		return { body: text };
	}
}
