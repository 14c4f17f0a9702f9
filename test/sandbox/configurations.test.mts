import { serviceException, text, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const KEY = expect.stringMatching(/^[0-9A-F]{32}$/) as string;
let configurations: string;

beforeEach(() => {
	const key = session.sandbox.addApplication();
	configurations = `/facebook/1/applications/${key}/configurations`;
});

async function createConfiguration(): Promise<string> {
	return text((await session.infobip('POST', configurations)).data, 'key');
}

describe('configurations', () => {
	it('are created without a body', async () => {
		const { status, data } = await session.infobip('POST', configurations);
		expect([status, data]).toEqual([200, { key: KEY }]);
	});

	it('are listed, read and deleted', async () => {
		const [first, second] = [await createConfiguration(), await createConfiguration()];
		expect((await session.infobip('GET', configurations)).data).toEqual({
			configurations: [{ key: first }, { key: second }],
		});
		expect((await session.infobip('GET', `${configurations}/${first}`)).data).toEqual({
			key: first,
		});
		const deleted = await session.infobip('DELETE', `${configurations}/${first}`);
		expect([deleted.status, deleted.data]).toEqual([204, '']);

		session.sandbox.changeSettings({ listAnswer: 'array' });
		expect((await session.infobip('GET', configurations)).data).toEqual([{ key: second }]);
	});

	it.each([
		['GET', ''],
		['DELETE', ''],
		['GET', '/actions'],
		['POST', '/actions'],
		['DELETE', '/actions/NONE'],
	])('%s an unknown one%s gives 404', async (method, rest) => {
		const { status, data } = await session.infobip(method, `${configurations}/NONE${rest}`);
		expect(status).toBe(404);
		expect(data).toEqual(serviceException('6', 'Configuration does not exist'));
	});
});

describe('actions', () => {
	let actions: string;

	beforeEach(async () => {
		actions = `${configurations}/${await createConfiguration()}/actions`;
	});

	it.each([
		{ type: 'HTTP_FORWARD', forwardUrl: 'https://hooks.example.com/in', callbackData: 'tenant-7' },
		{ type: 'HTTP_FORWARD', forwardUrl: 'http://127.0.0.1:1/in' },
		{ type: 'PULL', callbackData: 'tenant-7' },
		{ type: 'PULL' },
	])('are created: %j', async (body) => {
		const { status, data } = await session.infobip('POST', actions, body);
		expect([status, data]).toEqual([200, { key: KEY, ...body }]);
		expect((await session.infobip('GET', actions)).data).toEqual({ actions: [data] });
	});

	it.each([
		{},
		{ type: 'HTTP_FORWARD' },
		{ type: 'HTTP_FORWARD', forwardUrl: 'hooks.example.com' },
		{ type: 'HTTP_FORWARD', forwardUrl: 'ftp://hooks.example.com' },
		{ type: 'HTTP_FORWARD', forwardUrl: 'https://hooks.example.com', callbackData: 7 },
		{ type: 'PULL', forwardUrl: 'https://hooks.example.com' },
		{ type: 'HTTP_FORWARD_POST', forwardUrl: 'https://hooks.example.com' },
	])('are refused: %j', async (body) => {
		const { status, data } = await session.infobip('POST', actions, body);
		expect(status).toBe(400);
		expect(data).toEqual(serviceException('8', 'Invalid action request'));
	});

	it('are deleted once', async () => {
		const { data } = await session.infobip('POST', actions, { type: 'PULL' });
		const one = `${actions}/${text(data, 'key')}`;
		expect((await session.infobip('DELETE', one)).status).toBe(204);
		const again = await session.infobip('DELETE', one);
		expect(again.status).toBe(404);
		expect(again.data).toEqual(serviceException('5', 'Action does not exist'));
	});

	it('cannot be read or changed one by one', async () => {
		const { data } = await session.infobip('POST', actions, { type: 'PULL' });
		const one = `${actions}/${text(data, 'key')}`;
		expect((await session.infobip('GET', one)).status).toBe(404);
		expect((await session.infobip('PUT', one, { type: 'PULL' })).status).toBe(404);
	});

	it('may call their key actionKey', async () => {
		session.sandbox.changeSettings({ actionKeyName: 'actionKey' });
		const { data } = await session.infobip('POST', actions, { type: 'PULL' });
		expect(data).toEqual({ actionKey: KEY, type: 'PULL' });
	});
});
