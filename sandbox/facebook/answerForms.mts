import type { FastifyReply, FastifyRequest } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { ApiError, errorForStatus } from '../platform/apiError.mts';

/**
 * The forms in which the Facebook API may answer, where the reference leaves them open. Only the
 * answer to *Create an application* is documented; the others are those of Infobip's siblings of
 * the time (inferred) and of common servers (guess).
 */
export const ANSWER_FORMS = {
	/** `{"actions":[…]}`, a bare array, another envelope, keys alone, or `page`, `size` and `count`. */
	listAnswer: ['envelope', 'array', 'results', 'data', 'items', 'keys', 'paged'],
	/** A list without entries: as such, `{}`, null, 204 or 404. */
	emptyList: ['list', 'object', 'null', 'noContent', 'notFound'],
	/** What everything calls its key; `ownKey` is `actionKey` and so on. */
	keyName: ['key', 'id', 'KEY', 'ownKey'],
	/** With the thing (200, 201, 202), in a wrapper, with its key alone, or without a body. */
	createAnswer: [
		'thing',
		'created',
		'accepted',
		'wrapped',
		'key',
		'createdEmpty',
		'acceptedEmpty',
		'noContent',
		'location',
	],
	deleteAnswer: ['noContent', 'text', 'object', 'html'],
	/** Whether an error has a status of its own, or 200. */
	errorAnswer: ['status', 'ok', 'variables'],
	/** How the type of a Forward action is called: as in Push or as in Numbers. */
	forwardType: ['HTTP_FORWARD', 'HTTP_FORWARD_POST'],
} as const;

export type AnswerForms = {
	-readonly [Form in keyof typeof ANSWER_FORMS]: (typeof ANSWER_FORMS)[Form][number];
} & {
	/** Methods that are not there, and answer 405. */
	absent: AbsentMethod[];
	/** Adds `isActive` to actions. */
	isActive: boolean | null;
};

export const ABSENT_METHODS = ['get', 'put', 'delete'] as const;
export type AbsentMethod = (typeof ABSENT_METHODS)[number];

export const DEFAULT_FORMS: AnswerForms = {
	listAnswer: 'envelope',
	emptyList: 'list',
	keyName: 'key',
	createAnswer: 'thing',
	deleteAnswer: 'noContent',
	errorAnswer: 'status',
	forwardType: 'HTTP_FORWARD',
	absent: [],
	isActive: null,
};

export type Kind = 'application' | 'configuration' | 'action';

const PAGE_SIZE = 2;

/** The thing with its key under the name that the settings choose. */
export function thingAnswer(
	{ keyName }: AnswerForms,
	kind: Kind,
	{ key, ...members }: JsonObject,
): JsonObject {
	return { [keyName === 'ownKey' ? `${kind}Key` : keyName]: key, ...members };
}

export function listAnswer(
	forms: AnswerForms,
	kind: Kind,
	things: JsonObject[],
	request: FastifyRequest,
	reply: FastifyReply,
): unknown {
	if (things.length === 0 && forms.emptyList !== 'list') return emptyList(forms, reply);
	const items = things.map((thing) => thingAnswer(forms, kind, thing));
	switch (forms.listAnswer) {
		case 'envelope':
			return { [`${kind}s`]: items };
		case 'array':
			return items;
		case 'keys':
			return things.map(({ key }) => key);
		case 'paged': {
			const { page = '0' } = request.query as { page?: string };
			const start = Number(page) * PAGE_SIZE;
			const results = items.slice(start, start + PAGE_SIZE);
			return { results, page: Number(page), size: PAGE_SIZE, count: items.length };
		}
		default:
			return { [forms.listAnswer]: items };
	}
}

/** @throws ApiError 404 */
function emptyList({ emptyList: form }: AnswerForms, reply: FastifyReply): unknown {
	if (form === 'notFound') throw errorForStatus(404);
	if (form === 'object') return {};
	if (form === 'noContent') return reply.code(204).send();
	return reply.type('application/json').send('null');
}

export function createdAnswer(
	forms: AnswerForms,
	kind: Kind,
	thing: JsonObject,
	request: FastifyRequest,
	reply: FastifyReply,
): unknown {
	const answer = thingAnswer(forms, kind, thing);
	switch (forms.createAnswer) {
		case 'thing':
			return answer;
		case 'created':
			return reply.code(201).send(answer);
		case 'accepted':
			return reply.code(202).send(answer);
		case 'wrapped':
			return reply.code(201).send({ [kind]: answer });
		case 'key':
			return reply.type('application/json').send(JSON.stringify(thing.key));
		case 'createdEmpty':
			return reply.code(201).send();
		case 'acceptedEmpty':
			return reply.code(202).send();
		case 'noContent':
			return reply.code(204).send();
		case 'location':
			return reply
				.code(201)
				.header('Location', `${request.url}/${String(thing.key)}`)
				.send();
	}
}

export function deletedAnswer({ deleteAnswer }: AnswerForms, reply: FastifyReply): unknown {
	switch (deleteAnswer) {
		case 'noContent':
			return reply.code(204).send();
		case 'text':
			return reply.type('text/plain').send('Deleted');
		case 'object':
			return { deleted: true };
		case 'html':
			return reply.type('text/html').send('<p>Deleted</p>');
	}
}

/** @throws ApiError 405 for a method on a single thing that the account does not have */
export function checkMethod({ absent }: AnswerForms, request: FastifyRequest): void {
	const isOne = /\/(applications|configurations|actions)\/[^/?]+$/.test(request.url);
	if (isOne && absent.some((method) => method === request.method.toLowerCase())) {
		throw new ApiError(405, 'METHOD_NOT_ALLOWED', 'Method not allowed');
	}
}

/** An error as older services give it: with 200, and with places for values in the text. */
export function errorAnswer(
	{ errorAnswer: form }: AnswerForms,
	{ status, messageId, message }: ApiError,
): { status: number; body: JsonObject } | undefined {
	if (form === 'status') return undefined;
	const [first = '', ...rest] = message.split(' ');
	const exception =
		form === 'variables'
			? { messageId, text: `%1 ${rest.join(' ')}`, variables: [first] }
			: { messageId, text: message };
	return {
		status: form === 'ok' ? 200 : status,
		body: { requestError: { serviceException: exception } },
	};
}
