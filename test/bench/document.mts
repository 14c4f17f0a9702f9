import { writeFileSync } from 'node:fs';
import { cpus, platform, totalmem } from 'node:os';
import { join } from 'node:path';

import type { GrowthStep } from './growth.mts';
import { growthPlot } from './growthPlot.mts';
import { peersTable } from './peers.mts';
import type { Result } from './result.mts';

/** Writes `docs/benchmarks.md` and its picture: what was measured, where, and with what. */
export function writeDocument(
	repository: string,
	results: readonly Result[],
	steps: readonly GrowthStep[],
	n8nVersion: string,
): void {
	writeFileSync(join(repository, 'docs', 'images', 'growth.svg'), growthPlot(steps));
	writeFileSync(
		join(repository, 'docs', 'benchmarks.md'),
		`${[...opening(n8nVersion), ...resultTable(results), ...missed(results), ...reading(), ...growthPart(steps), ...peersTable()].join('\n')}\n`,
	);
}

function opening(n8nVersion: string): string[] {
	const gigabytes = Math.round(totalmem() / 2 ** 30);
	return [
		'# Benchmarks',
		'',
		'<!-- Written by `npm run bench`; do not edit by hand. -->',
		'',
		"Our nodes next to n8n's own, against the sandbox on the same machine, in one run and in turn (A B A B). Times are",
		'medians of the repetitions; the runs under a limit and the growth were made once. Nothing here was measured at Infobip.',
		'',
		'```sh',
		'npm run bench                   # writes this file, some minutes',
		'npm run bench -- --quick        # the same measures on less, under two minutes, prints only',
		'npm run bench -- --json FILE    # [{ measure, ours, theirs, ratio, target, met }]',
		'```',
		'',
		`Machine: ${cpus().length} cores, ${gigabytes} GB memory, ${platform()}; Node ${process.version}, n8n ${n8nVersion}. n8n, the sandbox and the caller share the cores.`,
		'',
	];
}

function resultTable(results: readonly Result[]): string[] {
	return [
		'| measure | ours | theirs | ratio | target | |',
		'| --- | --: | --: | --: | --- | --- |',
		...results.map(({ measure, ours, theirs, ratio, target, met }) =>
			row([measure, figure(ours), figure(theirs), figure(ratio), target ?? '', verdict(met)]),
		),
		'',
	];
}

function missed(results: readonly Result[]): string[] {
	const lines = results
		.filter(({ met }) => met === false)
		.map(({ measure, why }) => `- **${measure}**${why === undefined ? '' : `: ${why}`}`);
	return lines.length === 0 ? [] : ['## What was missed', '', ...lines, ''];
}

function reading(): string[] {
	return [
		'## How to read it',
		'',
		"- **Messages/s** is what the sandbox accepted, divided by n8n's own time of the node's run. *Theirs* is n8n's HTTP Request node, which sends the same message by",
		'  an expression. With its defaults it starts the requests of all items at once and holds no number of them under way; Infobip sees a burst as large as the list.',
		'- **Batching** of the HTTP Request node does not wait for answers: it starts a batch, pauses for its interval and starts the next. It has ten requests under way only where the',
		'  interval is the latency, and that is the comparison with a target. With the smallest interval that it takes (0 turns batching off) it has more under way, and is the faster for it;',
		'  *Max Concurrent Requests* allows the same to ours.',
		'- **50 requests/s allowed**: the sandbox answers the rest with 429 and `Retry-After: 1`. From a Page our node needs too few requests to meet the limit. The HTTP Request node reports the',
		'  first refusal and fails, when part of the messages has left; run again, it sends those twice.',
		"- **Own cost** compares our node inside n8n's engine (n8n-core, a process of its own) with a loop of plain axios calls that sends the same bodies. Reading the fields of",
		'  each item and the record that n8n keeps of it are in the first and not in the second.',
		'- **Expressions that n8n evaluates** are all but `{{ $json.field }}`, as n8n writes it when a field is dragged into the form, and such fields among text: our node takes these from the item itself.',
		"  The others, here `{{ $json.text.trim() }}` and the like for person and text, go through n8n's expression engine, those of an item together.",
		'- **Peak memory** is the greatest resident memory during the run less what the process had before it, input items included.',
		'- **Longest pause** is for how long the node works, in CPU time of its thread, without letting anything else in n8n have a turn.',
		"- **In an n8n of its own** counts the CPU and the greatest resident memory of n8n's process, from before the run until it is stored. The list and its storing are the same for both.",
		'- **Default engine**: n8n 2.40 makes an isolate of its expression engine for each call of a trigger, tens of milliseconds of CPU, and one more for the execution. It leaves out the first for its',
		'  own Webhook node from version 2 and for no other (`webhookPhaseNeedsIsolate` in its `live-webhooks.js`). `N8N_EXPRESSION_ENGINE=legacy` makes none.',
		"- **Inbound** is the time until the call is answered. Each workflow consists of its trigger alone and is saved as n8n does by default. Ours checks the secret and reads the message's shape.",
		"- **Resumption** counts executions that waited and have ended, from the first call to n8n's own time of the last end. Nothing follows the node that waits. Ours keeps two nodes, theirs three, the",
		'  one between only to know the resume URL; each call has a connection of its own.',
		'- **Load** is `require` of the packed node file in a fresh process, after n8n-workflow. Both node files point to one script that holds all, so each line is the whole of it.',
		'',
	];
}

function growthPart(steps: readonly GrowthStep[]): string[] {
	return [
		'## How cost grows',
		'',
		"From a Page, batches of 100, without latency, our node in n8n's engine. The sandbox forgets what it was sent every now and then, so that it stays as fast as it began.",
		'',
		'| messages | time | requests | peak memory growth |',
		'| --: | --: | --: | --: |',
		...steps.map(({ messages, seconds, requests, megabytes }) =>
			row([
				messages.toLocaleString('en'),
				`${figure(seconds)} s`,
				requests.toLocaleString('en'),
				`${figure(megabytes)} MB`,
			]),
		),
		'',
		'![Time, requests and peak memory by number of messages](images/growth.svg)',
		'',
	];
}

function row(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

function verdict(met: boolean | null): string {
	if (met === null) return '';
	return met ? 'met' : '**missed**';
}

/** Three digits say enough of a measured figure; a counted one stays whole. */
function figure(value: number | null): string {
	if (value === null) return '';
	return value >= 100
		? Math.round(value).toLocaleString('en')
		: String(Number(value.toPrecision(3)));
}
