import assert from 'node:assert/strict';

import axios from 'axios';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { Checks } from './Checks.mts';
import { answersArrive, executionsFinish } from './publishedTrigger.mts';
import type { World } from './world.mts';

interface BadCall {
	name: string;
	url: string;
	body: string;
	contentType?: string;
	/** Which answers fit. */
	statuses: number[];
}

const CUSTOMER = '3000000000000009';
const MEGABYTE = 1024 * 1024;

/** Calls that Infobip would never make: each is refused, none starts an execution. */
export async function badCalls(
	world: World,
	workflow: SavedWorkflow,
	applicationKey: string,
	forwardUrl: string,
	checks: Checks,
): Promise<void> {
	const before = (await world.client.executionsOf(workflow.id)).length;
	for (const call of callsTo(forwardUrl)) {
		await checks.check(`${call.name} gets ${call.statuses.join(' or ')}`, async () => {
			const status = await statusOf(call);
			assert.ok(call.statuses.includes(status), `n8n answered ${status}`);
		});
	}
	await checks.check('none of these calls has started an execution', async () => {
		// An honest message last: when its execution is there, one of theirs would be there too.
		const message = { type: 'TEXT', text: 'Still there?' } as const;
		world.sandbox.customerWrites(CUSTOMER, { applicationKey, message });
		await answersArrive(world, CUSTOMER, 1);
		assert.equal((await executionsFinish(world, workflow.id, before + 1)).length, before + 1);
	});
}

function callsTo(forwardUrl: string): BadCall[] {
	const item = { from: CUSTOMER, messageId: 'forged', message: { type: 'TEXT', text: 'Hi' } };
	const good = JSON.stringify({ results: [item], messageCount: 1, pendingMessageCount: 0 });
	const huge = JSON.stringify({ results: [{ ...item, padding: 'x'.repeat(17 * MEGABYTE) }] });
	const withoutSecret = new URL(forwardUrl);
	withoutSecret.search = '';
	const wrongSecret = new URL(forwardUrl);
	for (const name of wrongSecret.searchParams.keys())
		wrongSecret.searchParams.set(name, '0'.repeat(64));
	return [
		{ name: 'a call without secret', url: withoutSecret.href, body: good, statuses: [401] },
		{ name: 'a call with a forged secret', url: wrongSecret.href, body: good, statuses: [401] },
		{ name: 'a huge forged body', url: wrongSecret.href, body: huge, statuses: [401, 413] },
		{ name: 'an empty body', url: forwardUrl, body: '', statuses: [400] },
		{ name: 'a body that is no JSON', url: forwardUrl, body: 'hello', statuses: [400] },
		{
			name: 'plain text',
			url: forwardUrl,
			body: 'hello',
			contentType: 'text/plain',
			statuses: [400],
		},
		{
			name: 'broken XML',
			url: forwardUrl,
			body: '<results><item>',
			contentType: 'application/xml',
			statuses: [400],
		},
		{ name: 'a truncated body', url: forwardUrl, body: good.slice(0, -20), statuses: [400] },
		{ name: 'JSON of another shape', url: forwardUrl, body: '{"results":"x"}', statuses: [400] },
		{ name: 'a JSON number', url: forwardUrl, body: '42', statuses: [400] },
		{ name: 'a huge body', url: forwardUrl, body: huge, statuses: [413] },
	];
}

async function statusOf({ url, body, contentType = 'application/json' }: BadCall): Promise<number> {
	const answer = await axios.post<unknown>(url, body, {
		headers: { 'content-type': contentType },
		// As it stands: axios would otherwise put a text into quotes.
		transformRequest: [(data: unknown) => data],
		validateStatus: null,
		proxy: false,
		timeout: 30_000,
		maxBodyLength: Infinity,
	});
	return answer.status;
}
