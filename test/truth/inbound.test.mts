/**
 * Nothing that Infobip sends is lost: bodies grown from Infobip's own schemas, bent as a service might
 * bend them and written in any encoding, are posted to published triggers. Every message id and every
 * text in them has to be in an item, or the item has to be one that a filter drops.
 *
 * `TRUTH_SEED` repeats a run.
 */
import { deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { contractFolder } from '../contract/contract.mts';
import { describeWithContract } from '../contract/describeWithContract.mts';
import { readOpenApi } from '../contract/openApi.mts';
import { Account } from '../engine/account.mts';
import { startEngine } from '../engine/engine.mts';
import type { Engine, Trigger } from '../engine/engine.mts';
import { mutate, mutations } from './mutation.mts';
import { schemaArbitrary } from './schemaArbitrary.mts';

const seed = Number(process.env['TRUTH_SEED'] ?? Math.floor(Math.random() * 0x7fffffff));
const counts = { calls: 0, items: 0, markers: 0, lost: 0, filtered: 0 };

const everything = ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'];

/** A published trigger, and how many of its executions were looked at. */
interface Subject {
	readonly trigger: Trigger;
	readonly authorization: string;
	executions: number;
}

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
	account.sandbox.addPage();
	process.stdout.write(`Truth: TRUTH_SEED=${seed}\n`);
});

afterAll(async () => {
	await account.close();
	await engine.close();
	const { calls, items, markers, filtered, lost } = counts;
	process.stdout.write(
		`Truth, inbound: ${calls} calls, ${items} items, ${filtered} dropped by a filter; ${markers} ids and texts sent, ${lost} lost\n`,
	);
});

async function published(parameters: INodeParameters = {}): Promise<Subject> {
	const trigger = engine.trigger({
		parameters: {
			receiveThrough: 'page',
			pageId: DEMO_PAGE_ID,
			triggerOn: everything,
			...parameters,
		},
		credentials: account.credentials(),
	});
	await trigger.publish();
	const { username, password } = trigger.staticData()['subscription'] as Record<string, string>;
	const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
	return { trigger, authorization, executions: 0 };
}

interface Encoded {
	body: Uint8Array | string;
	headers: Record<string, string>;
}

/** Ways in which JSON travels; the letters of the texts are not ASCII. */
const encodings: Record<string, (json: string) => Encoded> = {
	plain: (json) => ({ body: json, headers: { 'content-type': 'application/json' } }),
	'without a type': (json) => ({ body: Buffer.from(json), headers: {} }),
	'byte order mark': (json) => ({ body: `\uFEFF${json}`, headers: {} }),
	'called text': (json) => ({ body: json, headers: { 'content-type': 'text/plain' } }),
	'UTF-16': (json) => ({
		body: Buffer.from(`\uFEFF${json}`, 'utf16le'),
		headers: { 'content-type': 'application/json; charset=utf-16' },
	}),
	'UTF-16BE': (json) => ({
		body: Buffer.from(json, 'utf16le').swap16(),
		headers: { 'content-type': 'application/json; charset=utf-16be' },
	}),
	'ISO-8859-1': (json) => ({
		body: Buffer.from(json, 'latin1'),
		headers: { 'content-type': 'application/json; charset=iso-8859-1' },
	}),
	gzip: (json) => ({ body: gzipSync(json), headers: { 'content-encoding': 'gzip' } }),
	deflate: (json) => ({ body: deflateSync(json), headers: { 'content-encoding': 'deflate' } }),
	form: (json) => ({
		body: new URLSearchParams({ payload: json }).toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	}),
};
const encoding = fc.constantFrom(...Object.keys(encodings));

/** Posts a body as Infobip would, and gives the items that it became. */
async function itemsOf(subject: Subject, json: string, by = 'plain'): Promise<IDataObject[]> {
	const { body, headers } = encodings[by]!(json);
	const response = await fetch(subject.trigger.url(), {
		method: 'POST',
		body: Buffer.from(body as string),
		headers: { ...headers, authorization: subject.authorization },
	});
	counts.calls += 1;
	expect([by, json, response.status]).toEqual([by, json, 200]);
	const executions = (await subject.trigger.executions()).slice(subject.executions);
	subject.executions += executions.length;
	const items = executions.flatMap(({ items: some }) => some.map(({ json: item }) => item));
	counts.items += items.length;
	return items;
}

let marked = 0;

/** The body with an id and texts of its own in each place that has one. */
function mark(value: unknown, name = ''): unknown {
	if (Array.isArray(value)) return value.map((element) => mark(element, name));
	if (typeof value === 'object' && value !== null) {
		return Object.fromEntries(Object.entries(value).map(([own, one]) => [own, mark(one, own)]));
	}
	if (typeof value !== 'string' || !/^(messageId|text|title|url)$/.test(name)) return value;
	return `${name}-ü-${++marked}-`;
}

const markersIn = (json: string): string[] =>
	json.match(/(messageId|text|title|url)-ü-\d+-/g) ?? [];

function expectAll(markers: readonly string[], items: readonly IDataObject[], json: string): void {
	const output = JSON.stringify(items);
	const lost = markers.filter((marker) => !output.includes(marker));
	counts.markers += markers.length;
	counts.lost += lost.length;
	expect({ json, lost, output: lost.length > 0 ? output : '' }).toEqual({
		json,
		lost: [],
		output: '',
	});
}

/** Of a body as documented: the id is the item's, and the texts of its parts are its text. */
function expectInPlace({ event, messageId, text }: IDataObject, result: object): void {
	if (event !== 'messageReceived') return;
	expect(messageId).toBe((result as { messageId?: string }).messageId ?? messageId);
	for (const [marker] of JSON.stringify(result).matchAll(/text-ü-\d+-/g)) {
		expect(text).toContain(marker);
	}
}

describeWithContract('what Infobip’s schemas allow', () => {
	const messenger = readOpenApi(contractFolder(), 'messenger.json')!;
	const messagesApi = readOpenApi(contractFolder(), 'messages-api.json')!;
	const bodies = {
		'messages of the Messenger API': schemaArbitrary(messenger, 'FacebookInboundRequest'),
		'messages of the Messages API': schemaArbitrary(messagesApi, 'MessagesApiIncomingMessage'),
		'delivery reports of the Messenger API': schemaArbitrary(messenger, 'DeliveryReports'),
		'seen reports of the Messenger API': schemaArbitrary(messenger, 'SeenReports'),
		consents: schemaArbitrary(messenger, 'MessengerConsentUpdate'),
	};

	describe.each(Object.entries(bodies))('%s', (_, grown) => {
		let all: Subject;
		let some: Subject;

		beforeAll(async () => {
			all = await published();
			some = await published({
				triggerOn: ['messageReceived', 'seenReport'],
				filters: { messageTypes: ['text', 'image', 'unknown'] },
			});
		});

		it('become an item each, with every id and text, in every encoding', async () => {
			await fc.assert(
				fc.asyncProperty(grown, encoding, async (body, by) => {
					const { results = [] } = mark(body) as { results?: object[] };
					const json = JSON.stringify({ results });
					const items = await itemsOf(all, json, by);
					const filled = results.filter((result) => Object.keys(result).length > 0);
					expect(items).toHaveLength(filled.length);
					expectAll(markersIn(json), items, json);
					for (const [index, item] of items.entries()) expectInPlace(item, filled[index]!);
				}),
				{ seed, numRuns: 100 },
			);
		});

		it('become items with every id and text, however they are bent', async () => {
			await fc.assert(
				fc.asyncProperty(grown, mutations, encoding, async (body, changes, by) => {
					const json = JSON.stringify(mutate(mark(body), changes));
					expectAll(markersIn(json), await itemsOf(all, json, by), json);
				}),
				{ seed: seed + 1, numRuns: 300 },
			);
		});

		it('are dropped by the named filters only', async () => {
			await fc.assert(
				fc.asyncProperty(grown, mutations, async (body, changes) => {
					const json = JSON.stringify(mutate(mark(body), changes));
					const items = await itemsOf(all, json);
					const passed = items.filter(
						({ event, type }) =>
							event === 'unknown' ||
							event === 'seenReport' ||
							(event === 'messageReceived' &&
								['text', 'image', 'unknown'].includes(type as string)),
					);
					counts.filtered += items.length - passed.length;
					expect(await itemsOf(some, json)).toEqual(passed);
				}),
				{ seed: seed + 2, numRuns: 100 },
			);
		});
	});
});
