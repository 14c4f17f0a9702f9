import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { useCustomersServer } from './customersServer.mts';
import { useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const customer = useCustomersServer();

const USER = '24060000000000001';
const PHONE = '385910000000';
const SEND = '/messages-api/1/messages';

interface Report {
	channel: string;
	messageId: string;
	status: { groupName: string };
}

/** A text on Messenger, then on WhatsApp by template, then as an SMS. */
function chain(messageId: string, more: object = {}, to = USER): Record<string, unknown> {
	const byChannel = [
		{ channel: 'MESSENGER', to },
		{ channel: 'WHATSAPP', to: PHONE },
		{ channel: 'SMS', to: PHONE },
	];
	return {
		channel: 'MESSENGER',
		sender: DEMO_PAGE_ID,
		destinations: [{ messageId, byChannel }],
		content: { body: { type: 'TEXT', text: 'On its way' } },
		options: { validityPeriod: { amount: 10 } },
		failover: [
			{
				channel: 'WHATSAPP',
				sender: '385919999999',
				template: { templateName: 'order_shipped', language: 'en' },
				content: { body: { type: 'TEXT', 1: 'Ana' } },
				validityPeriod: { amount: 2, timeUnit: 'HOURS' },
			},
			{ channel: 'SMS', sender: 'MugShop' },
		],
		...more,
	};
}

const everyStep = { webhooks: { delivery: { receiveTriggeredFailoverReports: true } } };

async function reports(query = ''): Promise<[string, string][]> {
	const { data } = await session.infobip('GET', `/messages-api/1/reports${query}`);
	const { results } = data as { results: Report[] };
	return results.map(({ channel, status }) => [channel, status.groupName]);
}

function said(key = USER): (string | undefined)[][] {
	return session.sandbox
		.conversation(key)
		.map(({ via, status }) => [via.api === 'messagesApi' ? via.channel : via.api, status]);
}

/** Until as many reports wait as are expected, and a moment more for those that are not. */
async function settled(count: number): Promise<void> {
	await waitUntil(`${count} reports wait`, () => session.sandbox.state().waitingReports >= count);
	await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a chain of the Messages API', () => {
	it('ends with the first step that delivers, and reports that one', async () => {
		const { data } = await session.infobip('POST', SEND, { messages: [chain('a')] });
		expect(data).toMatchObject({
			messages: [{ messageId: 'a', destination: USER, status: { name: 'MESSAGE_ACCEPTED' } }],
		});
		await settled(1);
		expect(said()).toEqual([['messenger', 'delivered']]);
		expect(await reports()).toEqual([['MESSENGER', 'DELIVERED']]);
		expect(await reports()).toEqual([]);
	});

	it('goes on where a step fails, with one id over all steps, as the same customer', async () => {
		const channelOutcomes = { MESSENGER: 'UNDELIVERABLE', WHATSAPP: 'REJECTED' } as const;
		session.sandbox.changeSettings({ channelOutcomes });
		await session.infobip('POST', SEND, { messages: [chain('a', everyStep)] });
		await settled(3);
		expect(said()).toEqual([
			['messenger', 'undeliverable'],
			['WHATSAPP', 'rejected'],
			['SMS', 'delivered'],
		]);
		expect(session.sandbox.conversation(USER).map(({ shown }) => shown.text)).toEqual([
			'On its way',
			'Template order_shipped (en): 1: Ana',
			'On its way',
		]);
		expect(await reports('?channel=SMS&messageId=a')).toEqual([['SMS', 'DELIVERED']]);
		expect(await reports('?messageId=b')).toEqual([]);
		expect(await reports()).toEqual([
			['MESSENGER', 'UNDELIVERABLE'],
			['WHATSAPP', 'REJECTED'],
		]);
	});

	it('reports only how it ended unless each step is asked for', async () => {
		const channelOutcomes = {
			MESSENGER: 'REJECTED',
			WHATSAPP: 'REJECTED',
			SMS: 'EXPIRED',
		} as const;
		session.sandbox.changeSettings({ channelOutcomes });
		session.sandbox.setSecondsPerMinute(0.0001);
		await session.infobip('POST', SEND, { messages: [chain('a')] });
		await settled(1);
		expect(await reports()).toEqual([['SMS', 'EXPIRED']]);
	});

	it('can reach somebody twice, and then both steps are reported as delivered', async () => {
		session.sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'LATE' } });
		await session.infobip('POST', SEND, { messages: [chain('a', everyStep)] });
		await settled(3);
		expect(said()).toEqual([
			['messenger', 'delivered'],
			['WHATSAPP', 'delivered'],
		]);
		expect(await reports()).toEqual([
			['MESSENGER', 'EXPIRED'],
			['WHATSAPP', 'DELIVERED'],
			['MESSENGER', 'DELIVERED'],
		]);
	});

	it("passes Messenger and a WhatsApp text by outside Meta's 24 hours", async () => {
		session.sandbox.changeSettings({ outsideWindow: 'reject' });
		const failover = [
			{ channel: 'WHATSAPP', sender: '1' },
			{ channel: 'SMS', sender: 'MugShop' },
		];
		await session.infobip('POST', SEND, { messages: [chain('a', { ...everyStep, failover })] });
		await settled(3);
		expect(said().map(([, status]) => status)).toEqual([
			'undeliverable',
			'undeliverable',
			'delivered',
		]);
	});

	it('takes an id once, whichever API it came through', async () => {
		await session.infobip('POST', SEND, { messages: [chain('a')] });
		const again = await session.infobip('POST', SEND, { messages: [chain('a')] });
		const message = { sender: DEMO_PAGE_ID, destinations: [{ to: USER, messageId: 'a' }] };
		const other = await session.infobip('POST', '/messenger/1/messages', {
			messages: [{ ...message, content: { type: 'TEXT', text: 'Hi' } }],
		});
		for (const { data } of [again, other]) {
			expect(data).toMatchObject({
				messages: [{ status: { name: 'REJECTED_DUPLICATE_MESSAGE_ID' } }],
			});
		}
	});

	it('stops the others of its request where nothing else is asked for', async () => {
		session.sandbox.changeSettings({
			channelOutcomes: { MESSENGER: 'REJECTED', WHATSAPP: 'REJECTED', SMS: 'REJECTED' },
		});
		const messages = [chain('a', {}, 'u1'), chain('b', {}, 'u2')];
		await session.infobip('POST', SEND, { messages });
		await settled(2);
		expect(said('u2')).toEqual([['messenger', 'undeliverable']]);
		const options = { messageOrdering: { respectOrder: false } };
		const others = [chain('c', {}, 'u3'), chain('d', {}, 'u4')];
		await session.infobip('POST', SEND, { messages: others, options });
		await settled(4);
		expect(said('u4')).toHaveLength(3);
	});

	it('tells the URL of the message, else the subscription of the channel', async () => {
		session.sandbox.changeSettings({ channelOutcomes: { MESSENGER: 'REJECTED' } });
		await session.infobip('POST', '/subscriptions/1/subscription/WHATSAPP', {
			subscriptionId: 's',
			events: ['DELIVERY'],
			profile: { profileId: 's', webhook: { notifyUrl: customer.url('/subscribed') } },
		});
		const delivery = { url: customer.url('/named'), receiveTriggeredFailoverReports: true };
		await session.infobip('POST', SEND, { messages: [chain('a', everyStep)] });
		await waitUntil('WhatsApp was told', () => customer.calls.length === 1);
		await session.infobip('POST', SEND, { messages: [chain('b', { webhooks: { delivery } })] });
		await waitUntil('the URL was called', () => customer.calls.length === 3);
		expect(
			customer.calls.map(({ path, body: { results } }) => [path, results[0]?.channel]),
		).toEqual([
			['/subscribed', 'WHATSAPP'],
			['/named', 'MESSENGER'],
			['/named', 'WHATSAPP'],
		]);
		expect(await reports()).toEqual([['MESSENGER', 'REJECTED']]);
	});

	it("is known to the Messenger API's logs or not, as the setting says", async () => {
		await session.infobip('POST', SEND, { messages: [chain('a')] });
		await settled(1);
		const logs = async () => {
			const { data } = await session.infobip('GET', '/messenger/1/logs?messageId=a');
			return (data as { results: unknown[] }).results.length;
		};
		expect(await logs()).toBe(1);
		session.sandbox.changeSettings({ logsKnowMessagesApi: false });
		expect(await logs()).toBe(0);
	});
});

describe('validate', () => {
	async function check(body: unknown) {
		const { status, data } = await session.infobip('POST', `${SEND}/validate`, body);
		return { status, ...(data as object) };
	}

	it('names what is wrong step by step, and sends nothing', async () => {
		const message = chain('a', {
			failover: [
				{ channel: 'MESSENGER', sender: '1' },
				{ channel: 'RCS', sender: '', validityPeriod: { amount: 5, timeUnit: 'SECONDS' } },
			],
		});
		expect(await check({ messages: [message] })).toMatchObject({
			status: 400,
			violations: [
				{ property: 'messages[0].failover[0].channel' },
				{ property: 'messages[0].failover[1].sender', violation: 'must not be blank' },
				{ property: 'messages[0].failover[1].validityPeriod' },
				{ property: 'messages[0].destinations[0].byChannel', violation: 'must contain RCS' },
			],
		});
		expect(session.sandbox.userKeys()).toEqual([]);
	});

	it('passes over unknown members and what a channel lacks, unless nothing is to be adapted', async () => {
		const buttons = [{ type: 'REPLY', text: 'Yes' }];
		const content = { body: { type: 'TEXT', text: 'Hi' }, buttons };
		const message = chain('a', { content });
		expect(await check({ messages: [message], mood: 'good' })).toEqual({
			status: 200,
			description: 'The request can be sent.',
			action: 'Nothing has to be done.',
			skippableViolations: [
				{ property: 'mood', violation: 'Unknown property' },
				{ property: 'messages[0].failover[1].content.buttons', violation: 'not supported by SMS' },
			],
		});
		// A strict contract knows no unknown member, and the sender has been told.
		session.sandbox.clearRequests();
		const strict = { ...message, options: { adaptationMode: false } };
		expect(await check({ messages: [strict] })).toMatchObject({ status: 400 });
	});
});
