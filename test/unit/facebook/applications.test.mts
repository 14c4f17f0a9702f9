import { writtenBody } from '../../../infobip/call/client.ts';
import fc from 'fast-check';

import {
	ApiError,
	InvalidInput,
	OutcomeUnknown,
	UnexpectedAnswer,
} from '../../../infobip/errors.ts';
import {
	applicationName,
	createApplication,
	deleteApplication,
	getApplication,
	readApplications,
	updateApplication,
	withoutSecrets,
} from '../../../infobip/facebook/applications.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const KEY = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const app = { appId: '1234567890123456', appSecret: 'demo-secret', pageAccessToken: 'demo-token' };

/** Infobip's answer, as text: the id is a number there. */
const answerFor = (appId: string): string =>
	`{"key":"${KEY}","facebook":{"page":{"accessToken":"demo-token"},"application":{"id":${appId},"secret":"demo-secret","name":"Demo shop","imageUrl":"https://example.com/icon.png"}}}`;

/** The application that the answer describes. */
const applicationFor = (appId: string) => ({
	key: KEY,
	facebook: {
		page: { accessToken: 'demo-token' },
		application: {
			id: appId,
			secret: 'demo-secret',
			name: 'Demo shop',
			imageUrl: 'https://example.com/icon.png',
		},
	},
});

const IDS = ['1234567890123456', '9007199254740993', '98765432109876543', '7'];

describe.each(IDS)('an application with app id %s', (appId) => {
	const wireBody = `{"facebook":{"page":{"accessToken":"demo-token"},"application":{"id":${appId},"secret":"demo-secret"}}}`;

	it('is created with the id as a number that has all its digits', async () => {
		const { transport, requests } = answering({ body: answerFor(appId) });
		expect(await createApplication(transport, { ...app, appId })).toEqual(applicationFor(appId));
		expect(requests).toMatchObject([
			{ method: 'POST', path: '/facebook/1/applications', body: wireBody },
		]);
	});

	it('is updated with the body of create', async () => {
		const { transport, requests } = answering({ body: answerFor(appId) });
		const application = await updateApplication(transport, KEY, { ...app, appId });
		expect(application).toEqual(applicationFor(appId));
		expect(requests).toMatchObject([
			{ method: 'PUT', path: `/facebook/1/applications/${KEY}`, body: wireBody },
		]);
	});

	it('is read with all digits, as a text', async () => {
		const { transport, requests } = answering({ body: answerFor(appId) });
		expect(await getApplication(transport, KEY)).toEqual(applicationFor(appId));
		expect(requests).toMatchObject([{ method: 'GET', path: `/facebook/1/applications/${KEY}` }]);
	});

	it.each([
		['in an envelope', (entries: string) => `{"applications":[${entries}]}`],
		['in a bare array', (entries: string) => `[${entries}]`],
	])('is listed %s', async (_, envelope) => {
		const { transport, requests } = answering({
			body: envelope([answerFor(appId), answerFor('1111111111111111')].join(',')),
		});
		expect(await readApplications(transport)).toEqual({
			entries: [applicationFor(appId), applicationFor('1111111111111111')],
			unreadable: 0,
		});
		expect(requests).toMatchObject([{ method: 'GET', path: '/facebook/1/applications' }]);
	});
});

describe('createApplication', () => {
	it('writes secrets with quotes, backslashes and other letters as JSON has them', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.string({ unit: 'binary', minLength: 1 }),
				fc.string({ unit: 'binary', minLength: 1 }),
				async (appSecret, pageAccessToken) => {
					const { transport, requests } = answering({ body: answerFor(app.appId) });
					await createApplication(transport, { ...app, appSecret, pageAccessToken });
					expect(JSON.parse(writtenBody(requests[0]!))).toEqual({
						facebook: {
							page: { accessToken: pageAccessToken },
							application: { id: 1234567890123456, secret: appSecret },
						},
					});
				},
			),
		);
	});

	it.each(['', 'abc', '12a', '-1', '1.5', '1e5', ' 1', '01', '1,"x":2', '123456789012345678901'])(
		'refuses the app id %j and asks nothing',
		async (appId) => {
			const { transport, requests } = answering();
			const error = await rejectionOf(createApplication(transport, { ...app, appId }));
			expect(error).toBeInstanceOf(InvalidInput);
			expect(error).toMatchObject({ violations: [{ field: ['appId'] }] });
			expect(requests).toEqual([]);
		},
	);

	it('names every field that is empty', async () => {
		const empty = { appId: '', appSecret: '', pageAccessToken: '' };
		expect(await rejectionOf(createApplication(answering().transport, empty))).toMatchObject({
			violations: [{ field: ['appId'] }, { field: ['appSecret'] }, { field: ['pageAccessToken'] }],
		});
	});

	it('throws OutcomeUnknown where the answer has no key', async () => {
		const { transport } = answering({ body: '{"status":"ok"}' });
		expect(await rejectionOf(createApplication(transport, app))).toBeInstanceOf(OutcomeUnknown);
	});
});

describe('other answers', () => {
	it('reads the application after an empty answer to an update', async () => {
		const { transport } = answering({ status: 204 }, { body: answerFor(app.appId) });
		expect(await updateApplication(transport, KEY, app)).toMatchObject({ key: KEY });
	});

	it.each([
		['another app', answerFor('1234567890123457')],
		['no application', '"OK"'],
	])('does not take an update for done that shows %s', async (_, body) => {
		const { transport } = answering({ body: '{}' }, { body });
		const error = await rejectionOf(updateApplication(transport, KEY, app));
		expect(error).toBeInstanceOf(OutcomeUnknown);
		expect(error).toMatchObject({ change: 'update' });
	});

	it('throws UnexpectedAnswer for a list that is none', async () => {
		const { transport } = answering({ body: '{"apps":[]}' });
		expect(await rejectionOf(readApplications(transport))).toBeInstanceOf(UnexpectedAnswer);
	});

	it('says which key was asked for', async () => {
		const { transport } = answering({ status: 404 });
		const error = await rejectionOf(getApplication(transport, 'WRONG'));
		expect(error).toBeInstanceOf(ApiError);
		expect((error as ApiError).task).toContain('WRONG');
	});

	it('deletes by key', async () => {
		const { transport, requests } = answering({ status: 204 });
		await deleteApplication(transport, KEY);
		expect(requests).toMatchObject([{ method: 'DELETE', path: `/facebook/1/applications/${KEY}` }]);
	});

	it('keeps a key from leading to another path', async () => {
		const { transport, requests } = answering({ status: 204 });
		await deleteApplication(transport, 'a/../b?c#d');
		const { pathname } = new URL(requests[0]?.path ?? '', 'https://api.infobip.com');
		expect(pathname.split('/')).toHaveLength(5);
	});
});

describe('withoutSecrets', () => {
	it('leaves out token and secret, and nothing else', () => {
		const application = applicationFor('1234567890123456');
		expect(withoutSecrets(application)).toEqual({
			key: KEY,
			facebook: {
				page: {},
				application: {
					id: '1234567890123456',
					name: 'Demo shop',
					imageUrl: 'https://example.com/icon.png',
				},
			},
		});
		expect(application).toEqual(applicationFor('1234567890123456'));
	});

	it('takes an application without Facebook’s side', () => {
		expect(withoutSecrets({ key: KEY })).toMatchObject({ key: KEY });
	});
});

describe('applicationName', () => {
	it('is Facebook’s name, else the key', () => {
		expect(applicationName(applicationFor('7'))).toBe('Demo shop');
		expect(applicationName({ key: KEY })).toBe(KEY);
	});
});
