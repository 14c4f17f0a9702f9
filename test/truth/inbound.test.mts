/**
 * Nothing that Infobip sends is lost: bodies grown from Infobip's own schemas, bent as a service might
 * bend them and written in any encoding, are posted to published triggers. Every message id and every
 * text in them has to be in an item, or the item has to be one that a filter drops.
 *
 * `TRUTH_SEED` repeats a run.
 */
import fc from 'fast-check';
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { contractFolder } from '../contract/contract.mts';
import { describeWithContract } from '../contract/describeWithContract.mts';
import { Account } from '../engine/account.mts';
import { startEngine } from '../engine/engine.mts';
import type { Engine, Trigger } from '../engine/engine.mts';
import {
	basic,
	encoding,
	EVERYTHING,
	FILTERING,
	inboundBodies,
	mark,
	markersIn,
	passesFilter,
	postAsInfobip,
} from './inboundBodies.mts';
import { mutate, mutations } from './mutation.mts';
import { truthSeed } from './seed.mts';

const seed = truthSeed('receiving');
const counts = { calls: 0, items: 0, markers: 0, lost: 0, filtered: 0 };

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
			triggerOn: EVERYTHING,
			...parameters,
		},
		credentials: account.credentials(),
	});
	await trigger.publish();
	const login = trigger.staticData()['subscription'] as { username: string; password: string };
	return { trigger, authorization: basic(login), executions: 0 };
}

/** Posts a body as Infobip would, and gives the items that it became. */
async function itemsOf(subject: Subject, json: string, by = 'plain'): Promise<IDataObject[]> {
	const { trigger, authorization } = subject;
	const status = await postAsInfobip({ url: trigger.url(), authorization }, json, by);
	counts.calls += 1;
	expect([by, json, status]).toEqual([by, json, 200]);
	const executions = (await subject.trigger.executions()).slice(subject.executions);
	subject.executions += executions.length;
	const items = executions.flatMap(({ items: some }) => some.map(({ json: item }) => item));
	counts.items += items.length;
	return items;
}

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
	const bodies = inboundBodies(contractFolder());

	describe.each(Object.entries(bodies))('%s', (_, grown) => {
		let all: Subject;
		let some: Subject;

		beforeAll(async () => {
			all = await published();
			some = await published(FILTERING);
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
					const passed = items.filter(passesFilter);
					counts.filtered += items.length - passed.length;
					expect(await itemsOf(some, json)).toEqual(passed);
				}),
				{ seed: seed + 2, numRuns: 100 },
			);
		});
	});
});
