/** The forms in which the sandbox's Facebook API answers, one setting at a time. */
import { ANSWER_FORMS } from '../../sandbox/facebook/answerForms.mts';
import { serviceException, text, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const KEY = expect.stringMatching(/^[0-9A-F]{32}$/) as string;
let configurations: string;

beforeEach(() => {
	configurations = `/facebook/1/applications/${session.sandbox.addApplication()}/configurations`;
});

const create = async () => await session.infobip('POST', configurations);
const list = async (query = '') => (await session.infobip('GET', configurations + query)).data;

async function createdKeys(count: number): Promise<string[]> {
	const keys: string[] = [];
	while (keys.length < count) keys.push(text((await create()).data, 'key'));
	return keys;
}

it.each([
	['envelope', (things: object[]) => ({ configurations: things })],
	['array', (things: object[]) => things],
	['results', (results: object[]) => ({ results })],
	['data', (data: object[]) => ({ data })],
	['items', (items: object[]) => ({ items })],
] as const)('lists as %s', async (listAnswer, form) => {
	const things = (await createdKeys(3)).map((key) => ({ key }));
	session.sandbox.changeSettings({ listAnswer });
	expect(await list()).toEqual(form(things));
});

it('lists keys alone', async () => {
	const keys = await createdKeys(2);
	session.sandbox.changeSettings({ listAnswer: 'keys' });
	expect(await list()).toEqual(keys);
});

it('lists in pages of two, counted from 0', async () => {
	const things = (await createdKeys(3)).map((key) => ({ key }));
	session.sandbox.changeSettings({ listAnswer: 'paged' });
	const figures = { size: 2, count: 3 };
	expect(await list()).toEqual({ ...figures, page: 0, results: things.slice(0, 2) });
	expect(await list('?page=1')).toEqual({ ...figures, page: 1, results: things.slice(2) });
	expect(await list('?page=2')).toEqual({ ...figures, page: 2, results: [] });
});

it.each([
	['list', 200, { configurations: [] }],
	['object', 200, {}],
	['null', 200, null],
	['noContent', 204, ''],
	['notFound', 404, serviceException('NOT_FOUND', 'Requested URL not found')],
] as const)('an empty list is %s', async (emptyList, status, data) => {
	session.sandbox.changeSettings({ emptyList });
	expect(await session.infobip('GET', configurations)).toMatchObject({ status, data });
});

it.each([
	['key', 'key'],
	['id', 'id'],
	['KEY', 'KEY'],
	['ownKey', 'configurationKey'],
] as const)('calls keys %s', async (keyName, name) => {
	session.sandbox.changeSettings({ keyName });
	expect((await create()).data).toEqual({ [name]: KEY });
});

it.each([
	['thing', 200, { key: KEY }],
	['created', 201, { key: KEY }],
	['accepted', 202, { key: KEY }],
	['wrapped', 201, { configuration: { key: KEY } }],
	['key', 200, KEY],
	['createdEmpty', 201, ''],
	['acceptedEmpty', 202, ''],
	['noContent', 204, ''],
	['location', 201, ''],
] as const)('answers a create with %s, having acted', async (createAnswer, status, data) => {
	session.sandbox.changeSettings({ createAnswer });
	const answer = await create();
	expect([answer.status, answer.data]).toEqual([status, data]);
	const [application] = session.sandbox.state().applications;
	const [made] = application?.configurations ?? [];
	expect(application?.configurations).toHaveLength(1);
	if (createAnswer === 'location') {
		expect(answer.headers['location']).toBe(`${configurations}/${made?.key}`);
	}
});

it.each(ANSWER_FORMS.deleteAnswer)('answers a delete with %s, having acted', async (form) => {
	const [key] = await createdKeys(1);
	session.sandbox.changeSettings({ deleteAnswer: form });
	const { status } = await session.infobip('DELETE', `${configurations}/${key}`);
	expect(status).toBe(form === 'noContent' ? 204 : 200);
	expect(await list()).toEqual({ configurations: [] });
});

it.each([
	['ok', 200, { messageId: '6', text: 'Configuration does not exist' }],
	['variables', 404, { messageId: '6', text: '%1 does not exist', variables: ['Configuration'] }],
] as const)('answers errors as %s', async (errorAnswer, status, exception) => {
	session.sandbox.changeSettings({ errorAnswer });
	const answer = await session.infobip('GET', `${configurations}/NONE`);
	expect(answer.status).toBe(status);
	expect(answer.data).toEqual({ requestError: { serviceException: exception } });
});

it('has no method that is absent, and acts on none', async () => {
	const [key] = await createdKeys(1);
	session.sandbox.changeSettings({ absent: ['get', 'delete'] });
	for (const method of ['GET', 'DELETE']) {
		expect((await session.infobip(method, `${configurations}/${key}`)).status).toBe(405);
	}
	expect(await list()).toEqual({ configurations: [{ key }] });
});

it('knows one name for the type of a Forward action, and may say whether it is active', async () => {
	const [key] = await createdKeys(1);
	const actions = `${configurations}/${key}/actions`;
	session.sandbox.changeSettings({ forwardType: 'HTTP_FORWARD_POST', isActive: false });
	const action = { type: 'HTTP_FORWARD', forwardUrl: 'https://hooks.example.com/in' };
	expect((await session.infobip('POST', actions, action)).status).toBe(400);
	const { data } = await session.infobip('POST', actions, { ...action, type: 'HTTP_FORWARD_POST' });
	expect(data).toEqual({ key: KEY, ...action, type: 'HTTP_FORWARD_POST', isActive: false });
});
