/** A workflow that answers whatever starts it comes to an end, whatever it is started by. */
import type { INodeParameters } from 'n8n-workflow';

import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const customer = '24060000000000001';
const events = ['messageReceived', 'deliveryReport', 'seenReport', 'consentUpdate'];

/** Every combination of at least one event. */
const combinations = Array.from({ length: 15 }, (_, index) =>
	events.filter((_event, bit) => ((index + 1) >> bit) & 1),
);

const reply = async (to: unknown): Promise<string | undefined> => {
	const parameters: INodeParameters = {
		resource: 'message',
		operation: 'sendText',
		sendFrom: 'page',
		pageId: DEMO_PAGE_ID,
		to: String(to),
		text: 'Thanks',
	};
	const credentials = account.credentials({ pageId: DEMO_PAGE_ID });
	return await engine.run({ node: 'infobipFacebook', parameters, credentials }).then(
		() => undefined,
		(error: unknown) => (error as Error).message,
	);
};

/** Answers each execution as the second node of the workflow would, until nothing happens any more. */
async function answerAll(trigger: Trigger): Promise<{ executions: number; refusals: string[] }> {
	const refusals: string[] = [];
	let answered = 0;
	let quietSince = Date.now();
	while (Date.now() - quietSince < 700 && answered < 30) {
		const executions = await trigger.executions();
		for (const { items } of executions.slice(answered)) {
			quietSince = Date.now();
			for (const { json } of items) {
				const refusal = await reply(json['from']);
				if (refusal !== undefined) refusals.push(refusal);
			}
			account.sandbox.customerSees(customer, DEMO_PAGE_ID);
		}
		answered = executions.length;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return { executions: answered, refusals };
}

it.each(combinations.map((triggerOn) => [triggerOn.join(', '), triggerOn] as const))(
	'on %s',
	async (_, triggerOn) => {
		const trigger = engine.trigger({
			parameters: { receiveThrough: 'page', pageId: DEMO_PAGE_ID, triggerOn: [...triggerOn] },
			credentials: account.credentials(),
		});
		await trigger.publish();
		account.sandbox.customerWrites(customer, {
			pageId: DEMO_PAGE_ID,
			message: { type: 'TEXT', text: 'Hello' },
		});
		account.sandbox.customerConsents(customer, { pageId: DEMO_PAGE_ID, event: 'SUBSCRIBE' });
		// A first message of ours, so that there is something to report on.
		await reply(customer);
		await waitUntil('it was delivered', () =>
			account.sandbox.conversation(customer).some(({ status }) => status === 'delivered'),
		);
		account.sandbox.customerSees(customer, DEMO_PAGE_ID);
		await waitUntil('all was handed over', () =>
			account.sandbox.forwards().every(({ attempts }) => attempts.length > 0),
		);
		const { executions, refusals } = await answerAll(trigger);
		// What the customer did, and a report of each kind on our three messages at most.
		expect(executions).toBeGreaterThan(0);
		expect(executions).toBeLessThanOrEqual(2 + 2 * 3);
		for (const refusal of refusals) expect(refusal).toMatch(/'To' is the Page itself/);
		const reports = triggerOn.filter((event) => event.endsWith('Report'));
		expect(refusals.length > 0).toBe(reports.length > 0);
		await trigger.unpublish();
	},
);
