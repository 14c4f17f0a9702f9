/**
 * What the node says about messages with failover is compared with what the sandbox has done, while
 * steps fail and answers get lost.
 */
import axios from 'axios';
import fc from 'fast-check';

import type { Transport } from '../../infobip/call/client.ts';
import { ConnectionError, OutcomeUnknown } from '../../infobip/errors.ts';
import { parseEvent } from '../../infobip/inbound/parseEvents.ts';
import type { FailoverStep } from '../../infobip/message/failover.ts';
import { checkMessage } from '../../infobip/outbound/checkMessage.ts';
import type { OutboundMessage } from '../../infobip/message/message.ts';
import { derivedIds } from '../../infobip/sending/derivedIds.ts';
import { failed } from '../../infobip/sending/outcome.ts';
import { sendAll } from '../../infobip/sending/sendAll.ts';
import { DEMO_PAGE_ID, startSandbox } from '../../sandbox/server.mts';
import type { ConversationEntry, FaultRule, Sandbox } from '../../sandbox/server.mts';
import { loadContract } from '../contract/contract.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { fakePatience, sendingOptions } from '../unit/sending/sendingOptions.mts';

const SEND = '/messages-api/1/messages';
type Channel = 'MESSENGER' | 'WHATSAPP' | 'SMS';
const OUTCOMES = ['DELIVERED', 'UNDELIVERABLE', 'EXPIRED', 'REJECTED', 'LATE'] as const;

/** What happens to the first requests to send. Each is struck once. */
const TROUBLE: readonly FaultRule[] = [
	{ status: 429 },
	{ status: 503, headers: { 'retry-after': '1' } },
	{ status: 504 },
	{ status: 504, after: true },
	{ status: 500, after: true },
	{ status: 200, body: '', after: true },
	{ status: 200, body: { messages: [] }, after: true },
	{ malformed: true },
	{ reset: 'before' },
	{ reset: 'after' },
	{ status: 400, body: { errorCode: 'E400', description: 'No', violations: [] } },
];

interface Scenario {
	/** Who gets each message. */
	readonly people: number[];
	readonly steps: Exclude<Channel, 'MESSENGER'>[];
	readonly outcomes: Record<Channel, (typeof OUTCOMES)[number]>;
	readonly trouble: number[];
	readonly batchSize: number;
	readonly logsKnowMessagesApi: boolean;
	readonly reportEveryStep: boolean;
}

const outcome = fc.constantFrom(...OUTCOMES);
const scenarios: fc.Arbitrary<Scenario> = fc.record({
	people: fc.array(fc.nat(2), { minLength: 1, maxLength: 5 }),
	steps: fc.constantFrom<Scenario['steps']>(['SMS'], ['WHATSAPP'], ['WHATSAPP', 'SMS']),
	outcomes: fc.record({ MESSENGER: outcome, WHATSAPP: outcome, SMS: outcome }),
	trouble: fc.array(fc.nat(TROUBLE.length - 1), { maxLength: 2 }),
	batchSize: fc.constantFrom(1, 2, 100),
	logsKnowMessagesApi: fc.boolean(),
	reportEveryStep: fc.boolean(),
});

describe('failover', () => {
	const contract = loadContract();
	let sandbox: Sandbox;
	let run = 0;

	beforeAll(async () => {
		// 48 of Infobip's hours pass within 30 milliseconds.
		sandbox = await startSandbox({ demoPageId: DEMO_PAGE_ID, secondsPerMinute: 0.00001 });
	});
	afterAll(async () => {
		await sandbox.close();
	});

	const transport: Transport = async ({ task, method, path, query, body }) => {
		try {
			const { status, headers, data } = await axios.request<string>({
				method,
				url: sandbox.url + path,
				params: query,
				data: body,
				headers: { authorization: `App ${sandbox.apiKey}`, 'content-type': 'application/json' },
				responseType: 'text',
				transformResponse: (text: string) => text,
				validateStatus: () => true,
				proxy: false,
			});
			return { status, headers: headers as Record<string, string>, body: data };
		} catch (error) {
			throw new ConnectionError(task, sandbox.url, 'reset', String(error));
		}
	};

	function messageTo(person: number, { steps, reportEveryStep }: Scenario): OutboundMessage {
		const failover = steps.map(
			(channel): FailoverStep => ({
				channel,
				sender: 'MugShop',
				recipient: `+38591000000${person}`,
				content: { type: 'same' },
				validityPeriod: { amount: 10, unit: 'SECONDS' },
			}),
		);
		return {
			sender: { kind: 'page', id: DEMO_PAGE_ID },
			recipient: { kind: 'userKey', value: `240600000000000${person}` },
			content: { type: 'text', text: 'Your parcel is on its way.' },
			options: { failover, reportEveryStep, validityPeriod: { amount: 10, unit: 'SECONDS' } },
		};
	}

	/** The steps of a chain as the customer's phone has them. */
	function stepsOf(messageId: string): ConversationEntry[] {
		return sandbox
			.userKeys()
			.flatMap((key) => sandbox.conversation(key))
			.filter((entry) => entry.messageId === messageId);
	}

	const isSettled = ({ status }: ConversationEntry): boolean => status !== 'pending';

	const channelOf = ({ via }: ConversationEntry): string =>
		via.api === 'messagesApi' ? via.channel : 'MESSENGER';

	interface Report {
		readonly channel?: string;
		readonly to: string | null;
		readonly status: string | null;
		readonly isFinal?: boolean;
	}

	async function reportsOf(messageId: string): Promise<Report[]> {
		const query = { messageId, limit: 100 };
		const path = '/messages-api/1/reports';
		const { body } = await transport({ task: 'pull', method: 'GET', path, query });
		const { results } = JSON.parse(body) as { results: Parameters<typeof parseEvent>[0][] };
		return results.map(
			(result) => parseEvent(result, { includeRaw: false, expected: 'deliveryReport' }) as Report,
		);
	}

	async function play(scenario: Scenario): Promise<void> {
		const { people, steps, outcomes, trouble, batchSize, reportEveryStep } = scenario;
		sandbox.reset();
		sandbox.setSecondsPerMinute(0.00001);
		sandbox.changeSettings({
			channelOutcomes: outcomes,
			logsKnowMessagesApi: scenario.logsKnowMessagesApi,
		});
		sandbox.addFaults(
			...trouble.map((kind) => ({ ...TROUBLE[kind], path: `${SEND}$`, method: 'POST', times: 1 })),
		);
		run += 1;
		const messageIdOf = derivedIds(['truth', String(run)]);
		const messages = people.map((person) => messageTo(person, scenario));
		messages.forEach(checkMessage);
		const results = await sendAll(
			transport,
			messages.map((message) => [message]),
			sendingOptions({
				batchSize,
				stopOnFailure: false,
				messageIdOf,
				retryPolicy: fakePatience(60_000),
			}),
		);
		const idOf = (item: number) => `${messageIdOf(item, 0)}.${steps.at(-1)}`;
		const chain: Channel[] = ['MESSENGER', ...steps];
		const end = chain.findIndex((channel) => outcomes[channel] === 'DELIVERED');
		const tried = end === -1 ? chain : chain.slice(0, end + 1);
		const arrives = tried.filter((one) => ['DELIVERED', 'LATE'].includes(outcomes[one]));
		// A chain has ended if its last step has, and what is late has arrived.
		await waitUntil('every chain has ended', () =>
			people.every((_, item) => {
				const phone = stepsOf(idOf(item));
				const delivered = phone.filter(({ status }) => status === 'delivered');
				const hasEnded = phone.length === tried.length && delivered.length === arrives.length;
				return phone.length === 0 || (hasEnded && phone.every(isSettled));
			}),
		);
		for (const [item, result] of results.entries()) {
			const phone = stepsOf(idOf(item));
			if (result === undefined || !('sent' in result)) {
				const isUnknown = failed(result) && result.error instanceof OutcomeUnknown;
				// "Not sent" is true, and "unknown" is never a message sent twice.
				expect(phone.map(channelOf)).toEqual(isUnknown && phone.length > 0 ? tried : []);
				continue;
			}
			expect(result.sent.map(({ messageId }) => messageId)).toEqual([idOf(item)]);
			expect(phone.map(channelOf)).toEqual(tried);
			const delivered = phone.filter(({ status }) => status === 'delivered').map(channelOf);
			expect(delivered).toEqual(arrives);
			const reports = await reportsOf(idOf(item));
			const reported = reports
				.filter(({ status }) => status === 'DELIVERED')
				.map(({ channel }) => channel);
			const isLate = arrives.some((channel) => outcomes[channel] === 'LATE');
			// Two steps arrive only if the first report came late, and then both are reported.
			if (delivered.length > 1) expect(isLate).toBe(true);
			if (reportEveryStep) expect(reported.sort()).toEqual([...arrives].sort());
			else if (end !== -1) expect(reported).toEqual([chain[end]]);
			const last = reports.filter(({ isFinal }) => isFinal === true);
			expect(last.length).toBeGreaterThan(0);
			if (!reportEveryStep) expect(reports).toHaveLength(1);
			for (const { channel, to, status, isFinal } of reports) {
				const person = people[item];
				expect(to).toBe(
					channel === 'MESSENGER' ? `240600000000000${person}` : `38591000000${person}`,
				);
				const isLastStep = channel === chain.at(-1);
				expect([channel, status, isFinal]).toEqual([
					channel,
					status,
					status === 'DELIVERED' || isLastStep,
				]);
			}
		}
		expectOrder(people, results, idOf);
		expect(sandbox.requests().flatMap((request) => contract?.checkExchange(request) ?? [])).toEqual(
			[],
		);
	}

	/** What one person got on Messenger is in the order of the items. */
	function expectOrder(
		people: readonly number[],
		results: Awaited<ReturnType<typeof sendAll>>,
		idOf: (item: number) => string,
	): void {
		for (const person of new Set(people)) {
			const sent = people.flatMap((one, item) => {
				const result = results[item];
				return one === person && result && !failed(result) ? [idOf(item)] : [];
			});
			const got = sandbox
				.conversation(`240600000000000${person}`)
				.filter((entry) => channelOf(entry) === 'MESSENGER' && sent.includes(entry.messageId))
				.map(({ messageId }) => messageId);
			expect(got).toEqual(sent);
		}
	}

	it('says what has happened, whatever fails on the way', async () => {
		await fc.assert(fc.asyncProperty(scenarios, play), { numRuns: 60 });
	}, 240_000);
});
