/** What a user reads of a run of the node, and many runs at once. */
import type { INodeExecutionData } from 'n8n-workflow';

import { Account } from '../engine/account.mts';
import { RunError } from '../engine/engine.mts';
import type { Engine } from '../engine/engine.mts';
import type { NodeRun } from '../engine/runNode.mts';

/** How the node's *On Error* is set. */
export const ON_ERROR = ['stop', 'continue', 'continueErrorOutput'] as const;
export type OnError = (typeof ON_ERROR)[number];

/** What is said about one item. */
export type Claim =
	| { readonly kind: 'done'; readonly results: ReadonlyArray<Record<string, unknown>> }
	| { readonly kind: 'rejected' | 'partlyDone' | 'notDone' | 'unknown'; readonly text: string };

const UNKNOWN = /^(Item \d+: )?The outcome of the request to .* is unknown: /s;
const REJECTED = /^(Item \d+: )?Infobip did not send /;

function failure(message: string, description: unknown): Claim {
	const text = `${message} | ${typeof description === 'string' ? description : ''}`;
	if (UNKNOWN.test(message)) return { kind: 'unknown', text };
	return { kind: REJECTED.test(message) ? 'rejected' : 'notDone', text };
}

/**
 * Runs the node and returns what it says about each item; undefined about one that it says nothing
 * about. A run that stops says it in the description of its error.
 */
export async function claimsOf(
	engine: Engine,
	run: NodeRun,
	onError: OnError,
): Promise<Array<Claim | undefined>> {
	const count = run.input?.length ?? 1;
	const settings = {
		...run.settings,
		...(onError === 'continue' ? { onError: 'continueRegularOutput' as const } : {}),
		...(onError === 'continueErrorOutput' ? { onError } : {}),
	};
	try {
		const outputs = await engine.runOutputs({ ...run, settings });
		return claimsIn(outputs.flat(), count);
	} catch (error) {
		if (!(error instanceof RunError)) throw error;
		return claimsInError(error, count);
	}
}

function claimsIn(items: readonly INodeExecutionData[], count: number): Array<Claim | undefined> {
	return Array.from({ length: count }, (_, item) => {
		const own = items.filter(
			({ pairedItem }) => (pairedItem as { item: number } | undefined)?.item === item,
		);
		const failed = own.find(({ json }) => 'error' in json);
		if (failed === undefined) {
			return own.length === 0 ? undefined : { kind: 'done', results: own.map(({ json }) => json) };
		}
		const { error, description, message } = failed.json;
		// The error output keeps everything else in `message`.
		const more = message as { description?: unknown } | undefined;
		return failure(error as string, description ?? more?.description);
	});
}

/** "Done: 2 (items 1–2). Partly done: 1 (item 4). Outcome unknown: 0. Not done: 1 (item 3)". */
function claimsInError(error: RunError, count: number): Array<Claim | undefined> {
	const text = error.description ?? '';
	const whole = failure(error.message, text);
	if (count === 1) return [whole];
	const claims: Array<Claim | undefined> = Array.from({ length: count }, () => undefined);
	const kinds = [
		['Done', 'done'],
		['Partly done', 'partlyDone'],
		['Outcome unknown', 'unknown'],
		['Not done', 'notDone'],
	] as const;
	for (const [name, kind] of kinds) {
		const list = new RegExp(`${name}: \\d+ \\(items? ([^)]*)\\)`).exec(text)?.[1] ?? '';
		for (const item of itemsIn(list)) {
			claims[item] = kind === 'done' ? { kind, results: [] } : { kind, text: `${name} in ${text}` };
		}
	}
	const stopped = (error.context as { itemIndex?: number }).itemIndex;
	if (stopped !== undefined) {
		// What is said of the item that stopped the run is said in more words.
		if (whole.kind !== 'rejected')
			expect([whole, claims[stopped]?.kind]).toEqual([whole, whole.kind]);
		claims[stopped] = whole;
	}
	return claims;
}

function itemsIn(list: string): number[] {
	return list.split(', ').flatMap((range) => {
		if (!/^\d/.test(range)) return [];
		const [from = 0, to = from] = range.split('–').map(Number);
		return Array.from({ length: to - from + 1 }, (_, place) => from + place - 1);
	});
}

/** So many runs are under way at once, each with an account of its own: most of a run is waiting. */
const AT_ONCE = 16;

/** Does `check` for each of the runs. The first that does not hold is thrown, with the run it is about. */
export async function checkEach<Run>(
	runs: readonly Run[],
	now: () => number,
	check: (account: Account, run: Run) => Promise<void>,
): Promise<void> {
	const rest = runs.entries();
	const failures: Error[] = [];
	const work = async (): Promise<void> => {
		const account = await Account.open(60, now);
		for (const [number, run] of rest) {
			if (failures.length > 0) break;
			account.reset();
			account.sandbox.addPage();
			await check(account, run).catch((cause: unknown) => {
				const what = `Run ${number} does not hold: ${JSON.stringify(run)}`;
				failures.push(new Error(`${what}\n${String(cause)}`, { cause }));
			});
		}
		await account.close();
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	const [first] = failures;
	if (first !== undefined) throw first;
}
