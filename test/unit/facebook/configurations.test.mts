import { OutcomeUnknown } from '../../../infobip/errors.ts';
import {
	createConfiguration,
	deleteConfiguration,
	getConfiguration,
	readConfigurations,
} from '../../../infobip/facebook/configurations.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const APPLICATION = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const KEY = 'CB0F6CEC031D81116AB72720C1765A9D';
const path = `/facebook/1/applications/${APPLICATION}/configurations`;

describe('configurations', () => {
	it('are created without a body', async () => {
		const { transport, requests } = answering({ body: `{"key":"${KEY}"}` });
		expect(await createConfiguration(transport, APPLICATION)).toEqual({ key: KEY });
		expect(requests).toMatchObject([{ method: 'POST', path }]);
		expect(requests[0]?.body).toBeUndefined();
	});

	it.each([`{"configurations":[{"key":"${KEY}"}]}`, `[{"configurationKey":"${KEY}"}]`])(
		'are listed from %s',
		async (body) => {
			const { transport, requests } = answering({ body });
			expect(await readConfigurations(transport, APPLICATION)).toMatchObject({
				entries: [{ key: KEY }],
			});
			expect(requests).toMatchObject([{ method: 'GET', path }]);
		},
	);

	it('are got and deleted by key', async () => {
		const { transport, requests } = answering({ body: `{"key":"${KEY}"}` }, { status: 204 });
		expect(await getConfiguration(transport, APPLICATION, KEY)).toEqual({ key: KEY });
		await deleteConfiguration(transport, APPLICATION, KEY);
		expect(requests).toMatchObject([
			{ method: 'GET', path: `${path}/${KEY}` },
			{ method: 'DELETE', path: `${path}/${KEY}` },
		]);
	});

	it.each(['{}', '', '[]', '{"key":""}', '"OK"', 'created'])(
		'without a key in the answer are looked for: %j',
		async (body) => {
			const list = { body: '{"configurations":[{"key":"OLD"},{"key":"NEW"}]}' };
			const { transport } = answering(
				{ status: 201, body },
				list,
				{ body: '{"actions":[{"key":"A","type":"PULL"}]}' },
				{ body: '{"actions":[]}' },
			);
			expect(await createConfiguration(transport, APPLICATION)).toEqual({ key: 'NEW' });
		},
	);

	it('are not guessed if several have no actions', async () => {
		const none = { body: '{"actions":[]}' };
		const list = { body: '["ONE","TWO"]' };
		const { transport } = answering({ status: 204 }, list, none, none);
		const error = await rejectionOf(createConfiguration(transport, APPLICATION));
		expect(error).toBeInstanceOf(OutcomeUnknown);
		expect(error).toMatchObject({ change: 'create' });
		const before = answering({ status: 204 }, list, none, none).transport;
		expect(await createConfiguration(before, APPLICATION, { before: ['ONE'] })).toEqual({
			key: 'TWO',
		});
	});

	it('are not guessed if the answer says that they may come later', async () => {
		const { transport, requests } = answering({ status: 202 });
		const error = await rejectionOf(createConfiguration(transport, APPLICATION));
		expect(error).toMatchObject({ change: 'create' });
		expect(requests).toHaveLength(1);
	});

	it('are not guessed if it is unknown what was there', async () => {
		const { transport, requests } = answering({ body: '{}' });
		const error = await rejectionOf(
			createConfiguration(transport, APPLICATION, { before: 'unknown' }),
		);
		expect(error).toMatchObject({ change: 'create' });
		expect(requests).toHaveLength(1);
	});

	it('take additional fields', async () => {
		const { transport, requests } = answering({ body: `{"key":"${KEY}"}` });
		await createConfiguration(transport, APPLICATION, { fields: { keyword: 'HELP' } });
		expect(requests[0]?.body).toBe('{"keyword":"HELP"}');
	});
});
