import { fastify } from 'fastify';

import type { JsonObject } from '../../hosts/jsonShape.mts';
import { at, listAt, objectAt, textAt } from '../../hosts/jsonShape.mts';

/** What the model answers when it is asked next: a call of a tool, or its last words. */
export type ModelAnswer = { tool: string; arguments: JsonObject } | { text: string };

/** A tool as the model was told of it. */
export interface OfferedTool {
	name: string;
	description: string;
	/** The description of each argument, by its name. */
	arguments: Record<string, string>;
}

/** What was said in the conversation that the model is to carry on; a call of a tool says nothing. */
export interface ModelMessage {
	role: string;
	text: string;
}

/** One request to the model. */
export interface ModelRequest {
	messages: ModelMessage[];
	tools: OfferedTool[];
	/** What the tools said in answer to its calls until now. */
	toolResults: string[];
}

export interface ModelStandIn {
	/** For the "Base URL" of n8n's OpenAI credential. */
	url: string;
	/** Forgets the requests until now, and what was planned. */
	plan(...answers: ModelAnswer[]): void;
	requests(): ModelRequest[];
	close(): Promise<void>;
}

/**
 * Stands in for the HTTP API of a language model (`POST /v1/chat/completions`, as OpenAI and many
 * others have it). It understands nothing: it answers what was planned, in that order.
 */
export async function startModelStandIn(): Promise<ModelStandIn> {
	let planned: ModelAnswer[] = [];
	let requests: ModelRequest[] = [];
	const app = fastify({ bodyLimit: 5 * 1024 * 1024, forceCloseConnections: true });

	app.post('/v1/chat/completions', async ({ body }, reply) => {
		requests.push(readRequest(body));
		const answer = planned.shift();
		// An agent repeats a 5xx; this one ends it.
		if (answer === undefined) {
			return reply.code(400).send({ error: { message: 'No further answer was planned' } });
		}
		return completion(answer, requests.length);
	});
	const url = await app.listen({ port: 0, host: '127.0.0.1' });
	return {
		url: `${url}/v1`,
		plan: (...answers) => {
			planned = answers;
			requests = [];
		},
		requests: () => [...requests],
		close: () => app.close(),
	};
}

function readRequest(body: unknown): ModelRequest {
	if (at(body, 'stream') === true) throw new Error('The stand-in for the model does not stream');
	const tools = at(body, 'tools') === undefined ? [] : listAt(body, 'tools');
	return {
		messages: listAt(body, 'messages').map(readMessage),
		tools: tools.map(readTool),
		toolResults: listAt(body, 'messages')
			.filter((message) => at(message, 'role') === 'tool')
			.map((message) => textAt(message, 'content')),
	};
}

function readMessage(message: unknown): ModelMessage {
	const content = at(message, 'content');
	return { role: textAt(message, 'role'), text: typeof content === 'string' ? content : '' };
}

function readTool(tool: unknown): OfferedTool {
	const members = objectAt(tool, 'function', 'parameters', 'properties');
	return {
		name: textAt(tool, 'function', 'name'),
		description: textAt(tool, 'function', 'description'),
		arguments: Object.fromEntries(
			Object.entries(members).map(([name, schema]) => [name, String(at(schema, 'description'))]),
		),
	};
}

function completion(answer: ModelAnswer, count: number): JsonObject {
	const isCall = 'tool' in answer;
	const message = isCall
		? {
				role: 'assistant',
				content: null,
				tool_calls: [
					{
						id: `call_${count}`,
						type: 'function',
						function: { name: answer.tool, arguments: JSON.stringify(answer.arguments) },
					},
				],
			}
		: { role: 'assistant', content: answer.text };
	return {
		id: `chatcmpl-${count}`,
		object: 'chat.completion',
		created: Math.floor(Date.now() / 1000),
		model: 'stand-in',
		choices: [{ index: 0, message, finish_reason: isCall ? 'tool_calls' : 'stop' }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}
