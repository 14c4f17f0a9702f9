import { serviceException, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const path = '/facebook/1/single';
let key: string;

beforeEach(() => {
	key = session.sandbox.addApplication();
});

const button = { type: 'URL', title: 'Open', url: 'https://example.com' };
const template = (payload: object) => ({ type: 'TEMPLATE', payload });
const buttons = (...list: object[]) => template({ type: 'BUTTON', text: 'Choose', buttons: list });

describe('sending', () => {
	it('answers flat and keeps the message in the conversation', async () => {
		const body = { from: key, to: 'u1', text: 'Ready', notificationType: 'NO_PUSH' };
		const { status, data } = await session.infobip('POST', path, body);
		expect(status).toBe(200);
		expect(data).toEqual({
			to: 'u1',
			messageCount: 1,
			messageId: expect.any(String) as string,
			status: {
				groupId: 1,
				groupName: 'PENDING',
				id: 7,
				name: 'PENDING_ENROUTE',
				description: 'Message sent to next instance',
			},
		});
		expect(session.sandbox.conversation('u1')).toMatchObject([
			{
				said: 'business',
				via: { api: 'facebook', applicationKey: key },
				message: { type: 'TEXT', text: 'Ready' },
				options: { notificationType: 'NO_PUSH' },
			},
		]);
	});

	it('answers with a list of messages when told to', async () => {
		session.sandbox.changeSettings({ sendAnswer: 'messages' });
		const { data } = await session.infobip('POST', path, { from: key, to: 'u1', text: 'Ready' });
		expect(data).toEqual({
			bulkId: expect.any(String) as string,
			messages: [
				{
					to: 'u1',
					messageId: expect.any(String) as string,
					status: expect.objectContaining({ name: 'PENDING_ENROUTE' }) as object,
				},
			],
		});
	});

	it.each<[unknown, object]>([
		['u1', { type: 'TEXT', text: 'x'.repeat(2000) }],
		[{ userKey: 'u1' }, { type: 'IMAGE', url: 'https://example.com/a.png' }],
		[{ phoneNumber: 'u1' }, { type: 'VIDEO', url: 'https://example.com/a.mp4' }],
		['u1', { type: 'AUDIO', url: 'http://example.com/a.mp3' }],
		['u1', { type: 'FILE', url: 'https://example.com/a.pdf' }],
		['u1', buttons(button, { type: 'POSTBACK', title: 'Yes', payload: 'YES' })],
	])('takes to %j the content %j, flat or under message', async (to, content) => {
		for (const body of [
			{ from: key, to, ...content },
			{ applicationKey: key, to, message: content },
		]) {
			expect((await session.infobip('POST', path, body)).status).toBe(200);
		}
		const messages = session.sandbox.conversation('u1').map(({ message }) => message);
		expect(messages).toEqual([content, content]);
	});

	it.each<[string, object]>([
		['to', { to: '', text: 'x' }],
		['to', { to: {}, text: 'x' }],
		['text', { to: 'u1' }],
		['text', { to: 'u1', text: 'x'.repeat(2001) }],
		['message.text', { to: 'u1', message: { type: 'TEXT' } }],
		['url', { to: 'u1', type: 'IMAGE', url: 'no url' }],
		['type', { to: 'u1', type: 'CAROUSEL' }],
		['payload.type', { to: 'u1', ...template({ type: 'RECEIPT' }) }],
		['payload.text', { to: 'u1', ...template({ type: 'BUTTON', buttons: [button] }) }],
		['payload.buttons', { to: 'u1', ...buttons() }],
		['payload.buttons', { to: 'u1', ...buttons(button, button, button, button) }],
		['payload.buttons[0].title', { to: 'u1', ...buttons({ ...button, title: 'x'.repeat(21) }) }],
		['payload.buttons[1].url', { to: 'u1', ...buttons(button, { ...button, url: 'no' }) }],
		['payload.buttons[0].payload', { to: 'u1', ...buttons({ type: 'POSTBACK', title: 'A' }) }],
		['payload.buttons[0].type', { to: 'u1', ...buttons({ type: 'CALL', title: 'A' }) }],
	])('names the field %s of %j', async (field, body) => {
		const { status, data } = await session.infobip('POST', path, { from: key, ...body });
		expect(status).toBe(400);
		expect(data).toEqual(
			serviceException('BAD_REQUEST', 'Bad request', {
				validationErrors: { [field]: [expect.any(String)] },
			}),
		);
		expect(session.sandbox.userKeys()).toEqual([]);
	});

	it('needs an application that exists', async () => {
		const unknown = await session.infobip('POST', path, { from: 'NONE', to: 'u1', text: 'x' });
		expect(unknown.status).toBe(404);
		expect(unknown.data).toEqual(serviceException('1', 'Application does not exist'));
		const missing = await session.infobip('POST', path, { to: 'u1', text: 'x' });
		expect(missing.status).toBe(400);
	});
});
