import fc from 'fast-check';

import { writtenBody, type InfobipAnswer, type Transport } from '../../../infobip/call/client.ts';
import { ApiError, OutcomeUnknown, UnexpectedAnswer } from '../../../infobip/errors.ts';
import { createAction, readActions } from '../../../infobip/facebook/actions.ts';
import { created, readList } from '../../../infobip/facebook/answerForms.ts';
import {
	createApplication,
	getApplication,
	withoutSecrets,
} from '../../../infobip/facebook/applications.ts';
import { readConfigurations } from '../../../infobip/facebook/configurations.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const path = '/facebook/1/applications/APP/configurations/CONF/actions';
const place = { applicationKey: 'APP', configurationKey: 'CONF' };

const read = async (transport: Transport) => await readList(transport, path, 'action', 'list');
const readBody = async (value: unknown) =>
	await read(answering({ body: JSON.stringify(value) }).transport);

/** Ways to wrap a list, and to name the key of an entry. */
const envelopes: Record<string, (entries: unknown[]) => unknown> = {
	bare: (entries) => entries,
	named: (actions) => ({ actions }),
	results: (results) => ({ results }),
	data: (data) => ({ data }),
	items: (items) => ({ items }),
	'in another case': (entries) => ({ Actions: entries }),
	'nested in data': (items) => ({ data: { items } }),
	'nested in a response': (actions) => ({ response: { actions } }),
	embedded: (actions) => ({ _embedded: { actions } }),
	'with figures': (results) => ({ results, page: 0, size: 50, count: results.length }),
};
const keyNames = ['key', 'actionKey', 'id', 'Key', 'KEY', 'action_key', 'actionId', 'ID'];

describe('a list', () => {
	it('has the same keys in whatever form it comes', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.stringMatching(/^[\dA-F]{8,32}$/), { maxLength: 12 }),
				fc.constantFrom(...Object.keys(envelopes)),
				fc.constantFrom('alone', ...keyNames),
				async (keys, envelope, keyName) => {
					const entries = keys.map((key) =>
						keyName === 'alone' ? key : { type: 'PULL', [keyName]: key },
					);
					const list = await readBody(envelopes[envelope]?.(entries));
					expect(list.entries.map(({ key }) => key)).toEqual(keys);
					expect(list.unreadable).toBe(0);
				},
			),
		);
	});

	it('is empty: 204', async () => {
		await expect(read(answering({ status: 204 }).transport)).resolves.toEqual({
			entries: [],
			unreadable: 0,
		});
	});

	it.each(['{}', 'null', '[]', '{"actions":null}', '{"page":0,"size":20,"count":0}'])(
		'is empty: %j',
		async (body) => {
			await expect(read(answering({ body }).transport)).resolves.toEqual({
				entries: [],
				unreadable: 0,
			});
		},
	);

	it('is read as PHP writes one that does not begin at 0', async () => {
		const list = await readBody({ actions: { 3: { key: 'A' }, 7: { key: 'B', type: 'PULL' } } });
		expect(list).toEqual({ entries: [{ key: 'A' }, { key: 'B', type: 'PULL' }], unreadable: 0 });
	});

	it('counts entries without a key as unreadable, and drops none of them silently', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.oneof(fc.constant(null), fc.constant({}), fc.boolean(), fc.constant([1, 2]))),
				async (strange) => {
					const list = await readBody({ actions: [{ key: 'K' }, ...strange] });
					expect(list).toEqual({ entries: [{ key: 'K' }], unreadable: strange.length });
				},
			),
		);
	});

	it('keeps a key of many digits whole', async () => {
		const { transport } = answering({ body: '[{"id":98765432109876543}]' });
		expect((await read(transport)).entries).toMatchObject([{ key: '98765432109876543' }]);
	});

	it.each([
		'',
		' ',
		'{"key":',
		'<html></html>',
		'7',
		'"text"',
		'{"status":"ok"}',
		'{"actions":"none"}',
	])('is not guessed from %s', async (body) => {
		const error = await rejectionOf(read(answering({ body }).transport));
		expect(error).toBeInstanceOf(UnexpectedAnswer);
	});
});

describe('a list in pages', () => {
	interface Paging {
		size: number;
		firstPage: 0 | 1;
		names: boolean;
		count: 'all' | 'page' | 'none';
		/** What is at a page after the last one. */
		beyond?: 'empty' | 204 | 404;
		ignoresQuery?: boolean;
	}

	const paged = (keys: readonly string[], paging: Paging): Transport => {
		const { size, firstPage, names, count, ignoresQuery, beyond = 'empty' } = paging;
		return async ({ query }) => {
			const asked = ignoresQuery ? undefined : query?.page;
			const page = Math.max(Number(asked ?? firstPage), firstPage);
			const start = (page - firstPage) * size;
			if (start > 0 && start >= keys.length && beyond !== 'empty') {
				return { status: beyond, headers: {}, body: '' };
			}
			const results = keys.slice(start, start + size).map((key) => ({ key }));
			const counts = { all: { count: keys.length }, page: { count: results.length }, none: {} };
			const body = { results, ...(names ? { page } : {}), size, ...counts[count] };
			return { status: 200, headers: {}, body: JSON.stringify(body) };
		};
	};

	const pagings = fc.record({
		size: fc.integer({ min: 1, max: 5 }),
		firstPage: fc.constantFrom(0 as const, 1 as const),
		names: fc.boolean(),
		count: fc.constantFrom('all' as const, 'page' as const, 'none' as const),
		beyond: fc.constantFrom('empty' as const, 204 as const, 404 as const),
	});
	const manyKeys = fc
		.integer({ min: 0, max: 23 })
		.map((n) => Array.from({ length: n }, (_, i) => `K${i}`));

	it('is read to its end, however the pages are counted', async () => {
		await fc.assert(
			fc.asyncProperty(manyKeys, pagings, async (keys, paging) => {
				const list = await read(paged(keys, paging));
				expect(list.entries.map(({ key }) => key)).toEqual(keys);
				expect(list.unreadable).toBe(0);
			}),
		);
	});

	it('ends if the server always gives its first page, and says what is missing', async () => {
		const keys = ['A', 'B', 'C', 'D', 'E'];
		const paging = { size: 2, firstPage: 0, count: 'all', ignoresQuery: true } as const;
		for (const names of [true, false]) {
			const list = await read(paged(keys, { ...paging, names }));
			expect(list.entries.map(({ key }) => key)).toEqual(['A', 'B']);
			expect(list.unreadable).toBe(3);
		}
	});

	it('ends if the pages do not', async () => {
		let page = 0;
		const list = await read(async () => {
			page += 1;
			const body = JSON.stringify({ results: [{ key: `K${page}` }], size: 1 });
			return { status: 200, headers: {}, body };
		});
		expect(page).toBe(100);
		expect(list.entries).toHaveLength(100);
		expect(list.unreadable).toBeGreaterThan(0);
	});
});

describe('a list that is answered with 404', () => {
	const vague = {
		status: 404,
		body: '{"requestError":{"serviceException":{"messageId":"NOT_FOUND","text":"Requested URL not found"}}}',
	};
	const named = (code: string) => ({ ...vague, body: vague.body.replace('NOT_FOUND', code) });

	it('is taken for empty, and not for certain, if its parent exists', async () => {
		const actions = answering(vague, { body: '{"configurations":[{"key":"CONF"}]}' });
		expect(await readActions(actions.transport, place)).toMatchObject({
			entries: [],
			unreadable: 1,
		});
		const configurations = answering(vague, { body: '{"key":"APP"}' });
		expect(await readConfigurations(configurations.transport, 'APP')).toMatchObject({
			entries: [],
			unreadable: 1,
		});
	});

	it('is passed on if its parent does not exist', async () => {
		const { transport } = answering(vague, { body: '{"configurations":[{"key":"OTHER"}]}' });
		const error = await rejectionOf(readActions(transport, place));
		expect(error).toMatchObject({
			status: 404,
			missingKeys: ['applicationKey', 'configurationKey'],
		});
	});

	it('is passed on if it names what is missing', async () => {
		const { transport, requests } = answering(named('6'));
		const error = await rejectionOf(readActions(transport, place));
		expect(error).toMatchObject({ status: 404, missingKeys: ['configurationKey'] });
		expect(requests).toHaveLength(1);
	});
});

describe('what was created', () => {
	const answer = (parts: Partial<InfobipAnswer>): InfobipAnswer => ({
		status: 201,
		headers: {},
		body: '',
		...parts,
	});

	it.each([
		['the thing', '{"key":"KEY00001","type":"PULL"}'],
		['the thing, wrapped', '{"action":{"key":"KEY00001"}}'],
		['the thing in a list', '{"actions":[{"actionKey":"KEY00001"}]}'],
		['the thing in a bare list', '[{"id":"KEY00001"}]'],
		['a result', '{"result":{"data":{"id":"KEY00001"}}}'],
		['the key alone', '"KEY00001"'],
		['the key alone, not as JSON', 'KEY00001\n'],
	])('is found in %s', (_, body) => {
		expect(created(answer({ body }), 'action')).toMatchObject({ key: 'KEY00001' });
	});

	it('is found in the address of the new thing', () => {
		const location = `https://api.infobip.com${path}/KEY00001`;
		expect(created(answer({ headers: { location } }), 'action')).toEqual({ key: 'KEY00001' });
	});

	it.each(['', '{}', 'OK', '"created"', '<html>12345678</html>', '{"status":{"id":7}}'])(
		'is not guessed from %j',
		(body) => {
			expect(created(answer({ body }), 'action')).toBeUndefined();
		},
	);
});

describe('an application without a key in the answer', () => {
	const app = { appId: '17841400000000017', appSecret: 'app-secret', pageAccessToken: 'the-token' };
	const listed = (key: string, accessToken: string) =>
		`{"key":"${key}","facebook":{"page":{"accessToken":"${accessToken}"},"application":{"id":${app.appId}}}}`;

	it('is found by its Facebook app and Page', async () => {
		const list = `[${listed('OLD', 'another-token')},${listed('NEW', 'the-token')}]`;
		const { transport } = answering({ status: 202 }, { body: list });
		expect((await createApplication(transport, app)).key).toBe('NEW');
	});

	it('is not guessed', async () => {
		const list = `[${listed('ONE', 'the-token')},${listed('TWO', 'the-token')}]`;
		const { transport } = answering({ status: 201 }, { body: list });
		expect(await rejectionOf(createApplication(transport, app))).toMatchObject({
			change: 'create',
		});
	});

	it('is read from the list if there is no method for a single one', async () => {
		const { transport } = answering({ status: 405 }, { body: `[${listed('KEY1', 'the-token')}]` });
		expect(await getApplication(transport, 'KEY1')).toMatchObject({ key: 'KEY1' });
	});
});

describe('secrets', () => {
	it('are in no error, whatever Infobip repeats', async () => {
		const app = { appId: '1', appSecret: 'app"secret', pageAccessToken: 'EAAB/token+1' };
		const texts = [app.appSecret, app.pageAccessToken, encodeURIComponent(app.pageAccessToken)];
		await fc.assert(
			fc.asyncProperty(
				fc.constantFrom(200, 400, 403, 500, 502),
				fc.constantFrom(...texts),
				fc.boolean(),
				async (status, secret, inVariables) => {
					const exception = inVariables
						? { text: 'Invalid value %1 and %2', variables: ['x', secret] }
						: { text: `Invalid value ${secret}`, validationErrors: { token: [secret] } };
					const body = JSON.stringify({ requestError: { serviceException: exception } });
					const { transport } = answering({ status, body });
					const thrown = await rejectionOf(createApplication(transport, app));
					const error = thrown instanceof OutcomeUnknown ? thrown.cause : thrown;
					if (!(error instanceof ApiError)) throw error;
					for (const text of texts) {
						expect(JSON.stringify([error.message, error.refusal])).not.toContain(
							JSON.stringify(text).slice(1, -1),
						);
					}
				},
			),
		);
	});

	it('of a trigger are in no error about its action', async () => {
		const { transport } = answering(
			...Array.from({ length: 2 }, () => ({ status: 400, body: 'bad ?secret=0123abcd4567' })),
		);
		const forwardUrl = 'https://n8n.example.com/webhook/1?secret=0123abcd4567';
		const error = await rejectionOf(
			createAction(transport, place, { type: 'HTTP_FORWARD', forwardUrl }),
		);
		expect(String(error)).not.toContain('0123abcd4567');
	});

	it('are removed from an application in whichever form it is answered', () => {
		const shown = withoutSecrets({
			key: 'KEY1',
			pageAccessToken: 's1',
			application: { appSecret: 's2', id: '7', pages: [{ access_token: 's3', name: 'Shop' }] },
		});
		expect(shown).toEqual({ key: 'KEY1', application: { id: '7', pages: [{ name: 'Shop' }] } });
	});
});

describe('createAction', () => {
	const forwardUrl = 'https://n8n.example.com/webhook/1?secret=0123abcd';
	const forward = { type: 'HTTP_FORWARD', forwardUrl } as const;

	it('asks with HTTP_FORWARD_POST if HTTP_FORWARD is refused', async () => {
		const { transport, requests } = answering({ status: 400 }, { body: '{"actionKey":"KEY1"}' });
		expect(await createAction(transport, place, forward)).toMatchObject({ key: 'KEY1' });
		expect(JSON.parse(writtenBody(requests[1]!))).toEqual({
			type: 'HTTP_FORWARD_POST',
			forwardUrl,
		});
	});

	it('reports the first refusal if both are refused', async () => {
		const refusal = (text: string) =>
			JSON.stringify({ requestError: { serviceException: { messageId: '8', text } } });
		const { transport } = answering(
			{ status: 400, body: refusal('first') },
			{ status: 400, body: refusal('second') },
		);
		expect(String(await rejectionOf(createAction(transport, place, forward)))).toContain('first');
	});

	it.each([201, 202, 204])('finds the new action if the answer is an empty %i', async (status) => {
		const list = [
			{ id: 'OTHER1', type: 'HTTP_FORWARD_POST', forwardUrl: 'https://other.example.com' },
			{ id: 'OURS1', type: 'HTTP_FORWARD_POST', forwardUrl },
		];
		const { transport } = answering({ status }, { body: JSON.stringify({ items: list }) });
		expect(await createAction(transport, place, forward)).toMatchObject({ key: 'OURS1' });
	});

	it('sends additional fields, which win', async () => {
		const { transport, requests } = answering({ body: '{"key":"KEY1"}' });
		await createAction(transport, place, {
			type: 'PULL',
			fields: { type: 'PULL_V2', isActive: true },
		});
		expect(JSON.parse(writtenBody(requests[0]!))).toEqual({ type: 'PULL_V2', isActive: true });
	});
});
