import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { useSandbox } from './sandboxSession.mts';
import { waitUntil } from './waitUntil.mts';

const session = useSandbox({ demoPageId: DEMO_PAGE_ID });
const path = '/messenger/1/messages';
const text = (value = 'Hello') => ({ type: 'TEXT', text: value });

function message(content: object = text(), more: object = {}, to: object = { to: 'u1' }) {
	return { sender: DEMO_PAGE_ID, destinations: [to], content, ...more };
}
const send = (messages: object[], options?: object) =>
	session.infobip('POST', path, { messages, ...(options && { options }) });

const button = { type: 'POSTBACK', title: 'Buy', payload: 'BUY' };
const card = { title: 'Mug', subtitle: '12 EUR', imageUrl: 'https://example.com/mug.png' };
const template = (payload: object) => ({ type: 'TEMPLATE', payload });

describe('POST /messenger/1/messages', () => {
	it('takes each message for each destination, in order', async () => {
		const { status, data } = await send([
			{ ...message(), destinations: [{ to: 'u1', messageId: 'a' }, { to: 'u2' }] },
			message(text('Bye'), {}, { to: 'u1', messageId: 'c' }),
		]);
		const accepted = {
			groupId: 1,
			groupName: 'PENDING',
			id: 26,
			name: 'PENDING_ACCEPTED',
			description: 'Message sent to next instance',
		};
		expect([status, data]).toEqual([
			200,
			{
				bulkId: expect.any(String) as string,
				messages: [
					{ messageId: 'a', status: accepted, destination: 'u1' },
					{ messageId: expect.any(String) as string, status: accepted, destination: 'u2' },
					{ messageId: 'c', status: accepted, destination: 'u1' },
				],
			},
		]);
	});

	it.each([
		[text(), 'text'],
		[{ type: 'IMAGE', url: 'https://example.com/a.png' }, 'image'],
		[{ type: 'VIDEO', url: 'https://example.com/a.mp4' }, 'video'],
		[{ type: 'AUDIO', url: 'https://example.com/a.mp3' }, 'audio'],
		[{ type: 'DOCUMENT', url: 'https://example.com/a.pdf' }, 'file'],
		[
			{ type: 'LOCATION', latitude: 45.8, longitude: 15.97, name: 'Shop', address: 'x' },
			'location',
		],
		[{ type: 'SENDER_ACTION', senderAction: 'TYPING_ON' }, 'action'],
		[{ type: 'COMMENT', content: text() }, 'text'],
		[{ type: 'POST', content: text() }, 'text'],
		[{ type: 'OPT_IN_FOLLOWUP', text: 'Thanks' }, 'text'],
		[
			{
				type: 'MARKETING_MESSAGE',
				campaignId: '1',
				content: { type: 'TEXT', payload: { text: 'Sale' } },
			},
			'text',
		],
		[template({ type: 'BUTTON', text: 'Choose', buttons: [button] }), 'text'],
		[
			template({
				type: 'GENERIC',
				elements: [
					{
						...card,
						defaultAction: { url: 'https://example.com' },
						buttons: [
							{ type: 'URL', title: 'Open', url: 'https://example.com' },
							button,
							{ type: 'CALL', title: 'Call', payload: '+38510000000' },
						],
					},
				],
			}),
			'cards',
		],
		[
			template({
				type: 'OPT_IN',
				payload: 'NEWS',
				title: 'News?',
				imageAspectRatio: 'SQUARE',
				notificationMessagesCtaText: 'SIGN_UP',
			}),
			'optIn',
		],
		[template({ type: 'OPT_IN_CAROUSEL', elements: [{ payload: 'A', title: 'A' }] }), 'optIn'],
		[template({ type: 'MARKETING_MESSAGE', elements: [card] }), 'cards'],
	])('takes %j and shows %s', async (content, kind) => {
		const options = {
			platform: { entityId: 'e', applicationId: 'a' },
			validityPeriod: { amount: 2, timeUnit: 'HOURS' },
			deliveryTimeWindow: {
				days: ['MONDAY'],
				from: { hour: 6, minute: 0 },
				to: { hour: 7, minute: 30 },
			},
			campaignReferenceId: 'c',
			smsFailover: {
				text: 'Hi',
				sender: 'Shop',
				regional: { turkeyIys: { recipientType: 'TACIR' } },
			},
		};
		const quickReplies = [
			{ type: 'TEXT', title: 'Yes', payload: 'Y', imageUrl: 'https://example.com/y.png' },
			{ type: 'PHONE_NUMBER' },
			{ type: 'EMAIL' },
		];
		expect((await send([message(content, { options, quickReplies })])).status).toBe(200);
		expect(session.sandbox.conversation('u1')).toMatchObject([
			{
				said: 'business',
				via: { api: 'messenger', pageId: DEMO_PAGE_ID },
				message: content,
				options: { options, quickReplies },
				shown: { kind, quickReplies: [{ kind: 'text' }, { kind: 'phone' }, { kind: 'email' }] },
			},
		]);
		expect((await session.infobip('GET', '/messenger/1/logs')).data).toMatchObject({
			results: [{ content, platform: options.platform, campaignReferenceId: 'c' }],
		});
	});

	it('shows cards, buttons and their payloads', async () => {
		await send([
			message(template({ type: 'GENERIC', elements: [{ ...card, buttons: [button] }] })),
			message(template({ type: 'OPT_IN', payload: 'NEWS', title: 'News?' })),
		]);
		expect(session.sandbox.conversation('u1').map(({ shown }) => shown)).toEqual([
			{
				kind: 'cards',
				cards: [{ ...card, buttons: [{ kind: 'postback', title: 'Buy', value: 'BUY' }] }],
			},
			{
				kind: 'optIn',
				cards: [
					{
						title: 'News?',
						buttons: [{ kind: 'postback', title: 'GET_UPDATES', value: 'NEWS' }],
					},
				],
			},
		]);
	});

	it.each([
		['content.text', message(text('x'.repeat(2001)))],
		['content.text', message({ type: 'TEXT' })],
		['content.text', message({ type: 'TEXT', text: null })],
		['content.type', message({ type: 'FILE', url: 'x' })],
		['content.url', message({ type: 'IMAGE', url: 'x'.repeat(1001) })],
		['content.url', message({ type: 'VIDEO', url: 'x'.repeat(801) })],
		['content.latitude', message({ type: 'LOCATION', latitude: 91, longitude: 0 })],
		['content.senderAction', message({ type: 'SENDER_ACTION', senderAction: 'WAVE' })],
		['content.colour', message({ ...text(), colour: 'red' })],
		['content.payload.elements', message(template({ type: 'GENERIC', elements: [] }))],
		[
			'content.payload.elements',
			message(template({ type: 'GENERIC', elements: Array.from({ length: 11 }, () => card) })),
		],
		[
			'content.payload.elements[0].buttons',
			message(
				template({ type: 'GENERIC', elements: [{ ...card, buttons: Array(4).fill(button) }] }),
			),
		],
		[
			'content.payload.buttons[0].title',
			message(
				template({
					type: 'BUTTON',
					text: 'x',
					buttons: [{ type: 'CALL', title: 'x'.repeat(21), payload: '1' }],
				}),
			),
		],
		['quickReplies[0].title', message(text(), { quickReplies: [{ type: 'TEXT', payload: 'Y' }] })],
		['webhooks.callbackData', message(text(), { webhooks: { callbackData: 'x'.repeat(4001) } })],
		['destinations[0].messageId', message(text(), {}, { to: 'u1', messageId: 'x'.repeat(201) })],
		['destinations[0].to', message(text(), {}, {})],
		['destinations', { sender: 'x', destinations: [], content: text() }],
		['sender', { destinations: [{ to: 'u1' }], content: text() }],
		['options.validityPeriod.amount', message(text(), { options: { validityPeriod: {} } })],
		[
			'options.deliveryTimeWindow',
			message(text(), {
				options: { deliveryTimeWindow: { days: [], from: { hour: 1, minute: 0 } } },
			}),
		],
	])('refuses %s and names its place', async (property, wrong) => {
		const { status, data } = await send([message(), wrong]);
		expect([status, data]).toEqual([
			400,
			{
				errorCode: 'E400',
				description: 'Request cannot be processed.',
				action: expect.any(String) as string,
				violations: [
					{ property: `messages[1].${property}`, violation: expect.any(String) as string },
				],
				resources: [],
			},
		]);
		expect(session.sandbox.conversation('u1')).toEqual([]);
	});

	it('refuses what is not JSON, and a bulk that is wrong itself', async () => {
		const wrong = async (body: unknown) => (await session.infobip('POST', path, body)).data;
		const naming = (property: string) => ({ errorCode: 'E400', violations: [{ property }] });
		expect(await wrong('{')).toMatchObject(naming('body'));
		expect(await wrong([])).toMatchObject(naming('body'));
		expect(await wrong({})).toMatchObject(naming('messages'));
		const schedule = (more: object) => ({ messages: [message()], options: { schedule: more } });
		expect(await wrong(schedule({ bulkId: 'x'.repeat(101) }))).toMatchObject(
			naming('options.schedule.bulkId'),
		);
		for (const sendAt of ['soon', '2999-01-01T00:00:00.000+0000']) {
			expect(await wrong(schedule({ sendAt }))).toMatchObject(naming('options.schedule.sendAt'));
		}
	});
});

describe('what becomes of a message', () => {
	const log = async () => (await session.infobip('GET', '/messenger/1/logs')).data;
	const status = (groupName: string, name: string) => ({ status: { groupName, name } });

	it('is delivered a moment later', async () => {
		session.sandbox.setSecondsPerMinute(3600);
		await send([message(text(), {}, { to: 'u1', messageId: 'a' })], {
			schedule: { bulkId: 'bulk-1' },
		});
		expect(await log()).toMatchObject({
			results: [{ bulkId: 'bulk-1', messageId: 'a', ...status('PENDING', 'PENDING_ACCEPTED') }],
		});
		expect(session.sandbox.conversation('u1')).toMatchObject([{ status: 'pending' }]);
		session.sandbox.setSecondsPerMinute(0.01);
		await waitUntil(
			'it arrived',
			() => session.sandbox.conversation('u1')[0]?.status === 'delivered',
		);
		expect(await log()).toMatchObject({
			results: [
				{
					...status('DELIVERED', 'DELIVERED_TO_HANDSET'),
					error: { id: 0, name: 'NO_ERROR' },
					doneAt: expect.any(String) as string,
				},
			],
		});
	});

	it.each([
		['UNDELIVERABLE', 'UNDELIVERABLE_NOT_DELIVERED', 'EC_UNKNOWN_USER', 'undeliverable'],
		['EXPIRED', 'EXPIRED_EXPIRED', 'EC_VALIDITY_EXPIRED', 'expired'],
		['REJECTED', 'REJECTED_DESTINATION_BLOCKLISTED', 'EC_BLOCKED_USER', 'rejected'],
	])('is %s when asked for', async (deliveryOutcome, name, error, shown) => {
		await session.control('POST', '/settings', { deliveryOutcome });
		await send([message()]);
		await waitUntil('it ended', () => session.sandbox.conversation('u1')[0]?.status === shown);
		expect(await log()).toMatchObject({
			results: [{ ...status(deliveryOutcome, name), error: { name: error } }],
		});
	});

	it('waits for its schedule', async () => {
		session.sandbox.setSecondsPerMinute(1);
		const sendAt = new Date(Date.now() + 60 * 60_000).toISOString().replace('Z', '+0000');
		await send([message()], { schedule: { sendAt } });
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(await log()).toMatchObject({
			results: [{ sentAt: sendAt, ...status('PENDING', 'PENDING_ACCEPTED') }],
		});
		session.sandbox.setSecondsPerMinute(0.0001);
		await waitUntil(
			'it arrived',
			() => session.sandbox.conversation('u1')[0]?.status === 'delivered',
		);
	});

	it('is rejected for a page that is not connected', async () => {
		const { data } = await send([{ ...message(), sender: '1' }]);
		expect(data).toMatchObject({
			messages: [{ status: { groupId: 5, id: 13, name: 'REJECTED_SENDER' } }],
		});
		expect(await log()).toMatchObject({ results: [status('REJECTED', 'REJECTED_SENDER')] });
		expect(session.sandbox.conversation('u1')).toEqual([]);
	});

	it('is rejected for an id that was used before', async () => {
		const twice = message(text(), {}, { to: 'u1', messageId: 'a' });
		const { data } = await send([twice, twice]);
		expect(data).toMatchObject({
			messages: [{ status: { id: 26 } }, { status: { groupId: 5, id: 23 } }],
		});
		expect(session.sandbox.conversation('u1')).toHaveLength(1);
	});

	it('may depend on whether the customer wrote within 24 hours', async () => {
		const wrote = (userKey: string, minutesAgo: number) =>
			session.sandbox.customerWrites(userKey, {
				pageId: DEMO_PAGE_ID,
				message: { type: 'TEXT', text: 'Hi' },
				minutesAgo,
			});
		wrote('u1', 24 * 60 - 1);
		wrote('u2', 24 * 60 + 1);
		const toAll = { ...message(), destinations: ['u1', 'u2', 'u3'].map((to) => ({ to })) };
		expect((await send([toAll])).data).toMatchObject({
			messages: [{ status: { id: 26 } }, { status: { id: 26 } }, { status: { id: 26 } }],
		});
		session.sandbox.changeSettings({ outsideWindow: 'reject' });
		const refused = { status: { groupId: 2, groupName: 'UNDELIVERABLE', id: 31 } };
		expect((await send([toAll])).data).toMatchObject({
			messages: [{ status: { id: 26 } }, refused, refused],
		});
		await waitUntil('reports came', () => session.sandbox.state().waitingReports === 6);
		const { data } = await session.infobip('GET', '/messenger/1/reports');
		expect(data).toMatchObject({
			results: expect.arrayContaining([
				expect.objectContaining({
					to: 'u2',
					error: expect.objectContaining({ id: 7010, name: 'EC_NO_SESSION' }) as object,
				}),
			]) as object[],
		});
	});
});
