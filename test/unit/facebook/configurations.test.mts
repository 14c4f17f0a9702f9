import { UnexpectedAnswer } from '../../../infobip/errors.ts';
import {
	createConfiguration,
	deleteConfiguration,
	getConfiguration,
	listConfigurations,
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
			expect(await listConfigurations(transport, APPLICATION)).toMatchObject([{ key: KEY }]);
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

	it.each(['{}', '', '[]', '{"key":""}'])('have to have a key: %j', async (body) => {
		const { transport } = answering({ body });
		expect(await rejectionOf(createConfiguration(transport, APPLICATION))).toBeInstanceOf(
			UnexpectedAnswer,
		);
	});
});
