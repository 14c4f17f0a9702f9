import assert from 'node:assert/strict';

import axios from 'axios';

import type { SavedWorkflow } from '../../hosts/N8nClient.mts';
import type { Checks } from './Checks.mts';
import { TRIGGER, answersArrive, executionsFinish } from './publishedTrigger.mts';
import type { World } from './world.mts';

interface BadCall {
	name: string;
	url: string;
	body: string | Buffer;
	contentType?: string;
	/** Default POST. */
	method?: 'GET' | 'HEAD' | 'PUT';
	/** Which answers fit. */
	statuses: number[];
}

const CUSTOMER = '3000000000000009';
const MEGABYTE = 1024 * 1024;

/** Calls without the secret, or too large: each is refused. Looks at the address: none starts an execution. */
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
		{ name: 'an empty body', url: forwardUrl, body: '', statuses: [200] },
		{ name: 'a look by GET', url: forwardUrl, body: '', method: 'GET', statuses: [200] },
		{ name: 'a look by HEAD', url: forwardUrl, body: '', method: 'HEAD', statuses: [200] },
		{ name: 'a look by PUT', url: forwardUrl, body: '', method: 'PUT', statuses: [200] },
		{
			name: 'a look by GET without secret',
			url: withoutSecret.href,
			body: '',
			method: 'GET',
			statuses: [401],
		},
		{ name: 'a huge body', url: forwardUrl, body: huge, statuses: [413] },
	];
}

async function statusOf({ url, body, contentType, method }: Omit<BadCall, 'name' | 'statuses'>) {
	const answer = await axios.request<unknown>({
		url,
		method: method ?? 'POST',
		...(body.length > 0 && { data: body }),
		headers: { 'content-type': contentType ?? 'application/json' },
		// As it is: axios would otherwise put a text into quotes.
		transformRequest: [(data: unknown) => data],
		validateStatus: null,
		proxy: false,
		timeout: 30_000,
		maxBodyLength: Infinity,
	});
	return answer.status;
}

/** Every form in which an authentic message may come: each starts an execution that answers. */
export async function oddCalls(
	world: World,
	workflow: SavedWorkflow,
	forwardUrl: string,
	checks: Checks,
): Promise<void> {
	for (const [index, form] of FORMS.entries()) {
		const customer = `31000000000000${String(index).padStart(2, '0')}`;
		await checks.check(`${form.name} starts an execution that answers`, async () => {
			const { url = '', ...call } = form.call({
				from: customer,
				messageId: `odd-${index}`,
				text: 'Grüß',
			});
			assert.equal(await statusOf({ ...call, url: forwardUrl + url }), 200);
			assert.deepEqual(await answersArrive(world, customer, 1), ['You said: Grüß']);
		});
	}
	await checks.check('what nobody knows starts an execution with all of it', async () => {
		const unknown = ['hello', '{"results":[{"from":', '{"results":"x"}', '<results><item>', '42'];
		const before = (await world.client.executionsOf(workflow.id)).length;
		for (const body of unknown) assert.equal(await statusOf({ url: forwardUrl, body }), 200);
		const ids = await executionsFinish(world, workflow.id, before + unknown.length);
		const executions = await Promise.all(
			ids.slice(0, unknown.length).map((id) => world.client.execution(id)),
		);
		const items = executions.map(({ outputs }) => outputs[TRIGGER]?.[0]?.json);
		assert.deepEqual(
			items.map((json) => String(json?.['raw'])).toSorted(),
			unknown
				.map((body) => (body.startsWith('{"results":"') ? '[object Object]' : body))
				.toSorted(),
		);
		assert.ok(items.every((json) => json?.['type'] === 'unknown'));
	});
}

type Fields = Record<'from' | 'messageId' | 'text', string>;

const json = (fields: Fields): string => JSON.stringify({ results: [fields] });

const FORMS: ReadonlyArray<{
	name: string;
	call(fields: Fields): Partial<BadCall> & Pick<BadCall, 'body'>;
}> = [
	{ name: 'a bare list', call: (fields) => ({ body: JSON.stringify([fields]) }) },
	{ name: 'a byte order mark', call: (fields) => ({ body: `\uFEFF${json(fields)}` }) },
	{
		name: 'UTF-16',
		call: (fields) => ({
			body: Buffer.from(`\uFEFF${json(fields)}`, 'utf16le'),
			contentType: 'application/json; charset=utf-16',
		}),
	},
	{
		name: 'ISO-8859-1',
		call: (fields) => ({
			body: Buffer.from(json(fields), 'latin1'),
			contentType: 'application/json; charset=iso-8859-1',
		}),
	},
	{
		name: 'a form',
		call: (fields) => ({
			body: new URLSearchParams(fields).toString(),
			contentType: 'application/x-www-form-urlencoded',
		}),
	},
	{
		name: 'JSON in a form',
		call: (fields) => ({
			body: new URLSearchParams({ payload: json(fields) }).toString(),
			contentType: 'application/x-www-form-urlencoded',
		}),
	},
	{
		name: 'XML',
		call: ({ from, messageId, text }) => ({
			body: `<r><results><result><from>${from}</from><messageId>${messageId}</messageId><text>${text}</text></result></results></r>`,
			contentType: 'application/xml',
		}),
	},
	{ name: 'PUT', call: (fields) => ({ body: json(fields), method: 'PUT' }) },
	{
		name: 'GET',
		call: (fields) => ({ body: '', url: `&${new URLSearchParams(fields)}`, method: 'GET' }),
	},
];
