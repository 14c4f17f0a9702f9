import { parse as parseFlatted } from 'flatted';

import type { N8nServer } from '../../hosts/N8nServer.mts';
import { N8nRest } from '../../hosts/N8nRest.mts';
import { isJsonObject } from '../../sandbox/exactJson.mts';
import { at, listAt, textAt } from '../../hosts/jsonShape.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import { OWNER } from '../../demo/running.mts';

/** As many as n8n gives in one page. */
const PAGE_SIZE = 100;
const READ_AT_ONCE = 10;

/** Named, for without them n8n lists those that run apart from the rest, on every page. */
const STATUSES = ['new', 'running', 'waiting', 'success', 'error', 'crashed', 'canceled'];

/** An execution. */
export interface KeptExecution {
	id: string;
	status: string;
	/** What the trigger gave it. */
	items: JsonObject[];
	messageIds: string[];
}

/**
 * What n8n has kept of a workflow's executions, of those too that never came to their end: until a
 * node has run, its items are among what is yet to be done.
 */
export class KeptExecutions {
	readonly #rest: N8nRest;
	readonly #workflowId: string;
	readonly #trigger: string;
	readonly #ended = new Map<string, KeptExecution>();

	private constructor(rest: N8nRest, workflowId: string, trigger: string) {
		this.#rest = rest;
		this.#workflowId = workflowId;
		this.#trigger = trigger;
	}

	static async of(n8n: N8nServer, workflowId: string, trigger: string): Promise<KeptExecutions> {
		const rest = new N8nRest(n8n.url);
		const { email, password } = OWNER;
		await rest.call('POST', '/login', { emailOrLdapLoginId: email, password });
		return new KeptExecutions(rest, workflowId, trigger);
	}

	/** Of those that have ended, each is read once, however often this is asked. */
	async read(): Promise<KeptExecution[]> {
		const ids = await this.#ids();
		const executions: KeptExecution[] = [];
		for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
			const some = ids.slice(from, from + READ_AT_ONCE);
			executions.push(...(await Promise.all(some.map((id) => this.#execution(id)))));
		}
		return executions;
	}

	/** Newest first. */
	async #ids(): Promise<string[]> {
		const filter = JSON.stringify({ workflowId: this.#workflowId, status: STATUSES });
		const ids: string[] = [];
		for (;;) {
			const answer = await this.#rest.call('GET', '/executions', undefined, {
				filter,
				limit: PAGE_SIZE,
				lastId: ids.at(-1),
			});
			const page = listAt(answer, 'results').map((result) => textAt(result, 'id'));
			ids.push(...page);
			if (page.length < PAGE_SIZE) return ids;
		}
	}

	async #execution(id: string): Promise<KeptExecution> {
		const known = this.#ended.get(id);
		if (known !== undefined) return known;
		const answer = await this.#rest.call('GET', `/executions/${id}`);
		const data: unknown = parseFlatted(textAt(answer, 'data'));
		const ran = asList(at(data, 'resultData', 'runData', this.#trigger));
		const toDo = asList(at(data, 'executionData', 'nodeExecutionStack'));
		const messageIds = [...ran, ...toDo].flatMap((task) =>
			itemsIn(at(task, 'data', 'main')).flatMap(({ messageId }) =>
				typeof messageId === 'string' ? [messageId] : [],
			),
		);
		const status = textAt(answer, 'status');
		const items = ran.flatMap((task) => itemsIn(at(task, 'data', 'main')));
		const execution = { id, status, items, messageIds: [...new Set(messageIds)] };
		if (!['new', 'running', 'waiting'].includes(status)) this.#ended.set(id, execution);
		return execution;
	}
}

function itemsIn(outputs: unknown): JsonObject[] {
	return asList(outputs)
		.flatMap(asList)
		.map((item) => at(item, 'json'))
		.filter(isJsonObject);
}

function asList(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
