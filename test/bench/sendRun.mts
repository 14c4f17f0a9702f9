import type { WorkflowFile } from '../../hosts/N8nClient.mts';
import type { NodeTiming, Workbench } from './Workbench.mts';
import type { Conditions, Tally } from './sandboxOrders.mts';

export type SendRun = NodeTiming & Tally;

/** One run of a workflow that sends, against a sandbox that has forgotten all before it. */
export async function sendRun(
	bench: Workbench,
	workflow: WorkflowFile,
	conditions: Conditions,
): Promise<SendRun> {
	await bench.sandbox.prepare(conditions);
	const timing = await bench.time(workflow);
	return { ...timing, ...(await bench.sandbox.tally()) };
}

/** Runs workflows in turn, A B A B, so that what slows the machine slows all of them. */
export async function inTurn<Name extends string>(
	bench: Workbench,
	workflows: Record<Name, WorkflowFile>,
	repetitions: number,
	conditions: Conditions,
): Promise<Record<Name, SendRun[]>> {
	const names = Object.keys(workflows) as Name[];
	const runs = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
		Name,
		SendRun[]
	>;
	for (let repetition = 0; repetition < repetitions; repetition++) {
		for (const name of names) {
			runs[name].push(await sendRun(bench, workflows[name], conditions));
		}
	}
	return runs;
}
