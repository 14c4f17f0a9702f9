import { parse as parseFlatted } from 'flatted';

import { isJsonObject } from '../sandbox/exactJson.mts';
import type { JsonObject } from './jsonShape.mts';
import { at, listAt, objectAt, textAt } from './jsonShape.mts';

const RUNNING = ['new', 'running', 'waiting'];

export interface OutputItem {
	json: JsonObject;
	/** Index of the input item this one came from, where the node says so. */
	pairedItem: number | undefined;
}

export interface N8nExecution {
	id: string;
	status: string;
	/** `manual` for runs and test events, `webhook` for production calls. */
	mode: string;
	isFinished: boolean;
	/** Why it ended, when it did not end well. */
	error: string | undefined;
	/** Items of each node's first output in its last run, by the node's name. */
	outputs: Record<string, OutputItem[]>;
}

/** Reads the answer of `GET /rest/executions/:id`. */
export function readExecution(answer: unknown): N8nExecution {
	const status = textAt(answer, 'status');
	const data: unknown = parseFlatted(textAt(answer, 'data'));
	const result = at(data, 'resultData');
	return {
		id: textAt(answer, 'id'),
		status,
		mode: textAt(answer, 'mode'),
		// n8n 1.x notes that it has ended a moment before what came of it.
		isFinished: !RUNNING.includes(status) && data !== undefined,
		error: readError(at(result, 'error')),
		outputs: readOutputs(at(result, 'runData')),
	};
}

function readError(error: unknown): string | undefined {
	if (error === undefined) return undefined;
	const texts = [at(error, 'message'), at(error, 'description')];
	return texts.filter((text) => typeof text === 'string').join(' — ');
}

function readOutputs(runData: unknown): Record<string, OutputItem[]> {
	if (!isJsonObject(runData)) return {};
	return Object.fromEntries(
		Object.entries(runData).map(([node, runs]) => [node, readLastRun(runs)]),
	);
}

function readLastRun(runs: unknown): OutputItem[] {
	const outputs = at(listAt(runs).at(-1), 'data', 'main');
	// No data: the node failed, and the execution's error tells.
	if (!Array.isArray(outputs) || !Array.isArray(outputs[0])) return [];
	return outputs[0].map((item: unknown) => ({
		json: objectAt(item, 'json'),
		pairedItem: readPairedItem(at(item, 'pairedItem')),
	}));
}

function readPairedItem(paired: unknown): number | undefined {
	const index = typeof paired === 'number' ? paired : at(paired, 'item');
	return typeof index === 'number' ? index : undefined;
}
