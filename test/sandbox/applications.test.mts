import { serviceException, text, useSandbox } from './sandboxSession.mts';

const session = useSandbox();
const path = '/facebook/1/applications';
const KEY = /^[0-9A-F]{32}$/;

function application(id: string, accessToken = 'EAAB-demo-token'): string {
	return `{"facebook":{"page":{"accessToken":"${accessToken}"},"application":{"id":${id},"secret":"0123456789abcdef"}}}`;
}

async function create(): Promise<string> {
	return text((await session.infobip('POST', path, application('1234567890123456'))).data, 'key');
}

describe('applications', () => {
	it('are created with the documented answer', async () => {
		const { status, data } = await session.infobip('POST', path, application('1234567890123456'));
		expect(status).toBe(200);
		expect(data).toEqual({
			key: expect.stringMatching(KEY) as string,
			facebook: {
				page: { accessToken: 'EAAB-demo-token' },
				application: {
					id: 1234567890123456,
					secret: '0123456789abcdef',
					name: expect.any(String) as string,
					imageUrl: expect.stringMatching(/^https:/) as string,
				},
			},
		});
	});

	it.each(['12345678901234567', '"12345678901234567"'])(
		'answer the app id %s as an exact number',
		async (id) => {
			await session.infobip('POST', path, application(id));
			const [logged] = session.sandbox.requests();
			expect(logged?.responseBody).toContain('"id":12345678901234567,');
			expect(session.sandbox.state().applications[0]?.appId).toBe('12345678901234567');
		},
	);

	it('need no content type, as in the documented example', async () => {
		const headers = { 'Content-Type': 'text/plain' };
		const { status } = await session.infobip('POST', path, application('1'), headers);
		expect(status).toBe(200);
	});

	it('name every wrong field', async () => {
		const body = { facebook: { page: {}, application: { id: 1.5, secret: ' ' } } };
		const { status, data } = await session.infobip('POST', path, body);
		expect(status).toBe(400);
		expect(data).toEqual(
			serviceException('BAD_REQUEST', 'Bad request', {
				validationErrors: {
					'facebook.page.accessToken': ['must not be blank'],
					'facebook.application.id': ['must be a positive integer'],
					'facebook.application.secret': ['must not be blank'],
				},
			}),
		);
	});

	it.each(['', '{"facebook":', '[]', 'null'])('refuse the body %p', async (body) => {
		const { status, data } = await session.infobip('POST', path, body);
		expect(status).toBe(400);
		expect(data).toMatchObject(serviceException('BAD_REQUEST', 'Bad request'));
	});

	it('are listed, in an envelope or bare', async () => {
		const keys = [await create(), await create()];
		const items = keys.map((key) => expect.objectContaining({ key }) as object);
		expect((await session.infobip('GET', path)).data).toEqual({ applications: items });

		session.sandbox.changeSettings({ listAnswer: 'array' });
		expect((await session.infobip('GET', path)).data).toEqual(items);
	});

	it('are read, updated and deleted', async () => {
		const one = `${path}/${await create()}`;
		const updated = await session.infobip(
			'PUT',
			one,
			application('12345678901234567', 'new-token'),
		);
		expect(updated.status).toBe(200);
		expect(updated.data).toMatchObject({ facebook: { page: { accessToken: 'new-token' } } });
		expect((await session.infobip('GET', one)).data).toEqual(updated.data);

		const deleted = await session.infobip('DELETE', one);
		expect([deleted.status, deleted.data]).toEqual([204, '']);
		expect((await session.infobip('GET', one)).status).toBe(404);
	});

	it.each([
		['GET', ''],
		['PUT', ''],
		['DELETE', ''],
		['GET', '/configurations'],
		['POST', '/configurations'],
		['GET', '/users'],
		['GET', '/webhook'],
	])('%s an unknown one%s gives 404', async (method, rest) => {
		const { status, data } = await session.infobip(method, `${path}/NONE${rest}`);
		expect(status).toBe(404);
		expect(data).toEqual(serviceException('1', 'Application does not exist'));
	});
});

describe('users', () => {
	it('are those who wrote to the application, page by page', async () => {
		const key = await create();
		const message = { type: 'TEXT', text: 'Hi' } as const;
		for (const user of ['u1', 'u2', 'u1', 'u3']) {
			session.sandbox.customerWrites(user, { applicationKey: key, message });
		}
		const users = ['u1', 'u2', 'u3'].map((user) => ({ key: user, integrationType: 'FACEBOOK' }));
		expect((await session.infobip('GET', `${path}/${key}/users`)).data).toEqual(users);
		const page = await session.infobip('GET', `${path}/${key}/users?limit=1&offset=1`);
		expect(page.data).toEqual([users[1]]);
		expect((await session.infobip('GET', `${path}/${key}/users?limit=x`)).status).toBe(400);
	});
});
