import { writtenBody } from '../../../infobip/call/client.ts';
import { InvalidInput, ApiError, UnexpectedAnswer } from '../../../infobip/errors.ts';
import {
	actionName,
	createAction,
	deleteAction,
	getAction,
	readActions,
	withoutForwardSecret,
} from '../../../infobip/facebook/actions.ts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const place = { applicationKey: 'APPLICATION1', configurationKey: 'CONFIGURATION1' };
const path = '/facebook/1/applications/APPLICATION1/configurations/CONFIGURATION1/actions';
const forward = {
	key: 'ACTION1',
	type: 'HTTP_FORWARD',
	forwardUrl: 'https://hooks.example.com/fb',
};

const forwardingTo = (forwardUrl: string) => ({ type: 'HTTP_FORWARD', forwardUrl }) as const;

describe('createAction', () => {
	it.each([
		[
			{
				type: 'HTTP_FORWARD',
				forwardUrl: 'https://hooks.example.com/fb',
				callbackData: 'tenant-7',
			},
		],
		[{ type: 'HTTP_FORWARD', forwardUrl: 'https://hooks.example.com/fb' }],
		[{ type: 'PULL', callbackData: 'tenant-7' }],
		[{ type: 'PULL' }],
	] as const)('sends %j', async (action) => {
		const { transport, requests } = answering({ body: JSON.stringify({ key: 'K', ...action }) });
		expect(await createAction(transport, place, action)).toEqual({ key: 'K', ...action });
		expect(requests).toMatchObject([{ method: 'POST', path }]);
		expect(JSON.parse(writtenBody(requests[0]!))).toEqual(action);
	});

	it('leaves out callback data that is not given', async () => {
		const { transport, requests } = answering({ body: '{"key":"K"}' });
		await createAction(transport, place, { type: 'PULL', callbackData: undefined });
		expect(requests[0]?.body).toBe('{"type":"PULL"}');
	});

	it.each([400, 422])(
		'asks once more for the type of the Numbers API after a %i',
		async (status) => {
			const { transport, requests } = answering({ status }, { body: '{"key":"K"}' });
			await createAction(transport, place, forwardingTo('https://hooks.example.com/fb'));
			expect(
				requests.map((request) => (JSON.parse(writtenBody(request)) as { type: string }).type),
			).toEqual(['HTTP_FORWARD', 'HTTP_FORWARD_POST']);
		},
	);

	it.each([
		'http://localhost:4000/fb',
		'http://127.0.0.1:4000/fb',
		'http://[::1]/fb',
		'https://localhost/fb',
	])('takes the loopback address %s', async (forwardUrl) => {
		const { transport, requests } = answering({ body: '{"key":"K"}' });
		await createAction(transport, place, forwardingTo(forwardUrl));
		expect(requests).toHaveLength(1);
	});

	it.each([
		'',
		'hooks.example.com/fb',
		'http://hooks.example.com/fb',
		'http://10.0.0.7/fb',
		'http://localhost.example.com/fb',
		'http://127.0.0.1.example.com/fb',
		'ftp://hooks.example.com/fb',
	])('refuses %j and asks nothing', async (forwardUrl) => {
		const { transport, requests } = answering();
		const error = await rejectionOf(createAction(transport, place, forwardingTo(forwardUrl)));
		expect(error).toBeInstanceOf(InvalidInput);
		expect(error).toMatchObject({ violations: [{ field: ['forwardUrl'] }] });
		expect(requests).toEqual([]);
	});
});

describe('readActions', () => {
	it.each([
		['an envelope', JSON.stringify({ actions: [forward] })],
		['a bare array', JSON.stringify([forward])],
	])('reads %s', async (_, body) => {
		const { transport, requests } = answering({ body });
		expect(await readActions(transport, place)).toEqual({ entries: [forward], unreadable: 0 });
		expect(requests).toMatchObject([{ method: 'GET', path }]);
	});

	it('reads the key under the name that the Numbers API gives it', async () => {
		const { transport } = answering({
			body: '{"actions":[{"actionKey":"ACTION1","type":"PULL"}]}',
		});
		expect(await readActions(transport, place)).toMatchObject({
			entries: [{ key: 'ACTION1', type: 'PULL' }],
		});
	});

	it.each(['', '{"actions":{}}', '""', '7', '{"status":"ok"}'])('throws for %j', async (body) => {
		const { transport } = answering({ body });
		expect(await rejectionOf(readActions(transport, place))).toBeInstanceOf(UnexpectedAnswer);
	});
});

describe('getAction', () => {
	it('finds it in the list', async () => {
		const others = [{ key: 'ACTION0' }, forward, { key: 'ACTION2' }];
		const { transport } = answering({ body: JSON.stringify({ actions: others }) });
		expect(await getAction(transport, place, 'ACTION1')).toEqual(forward);
	});

	it('says like Infobip that it is not there, and which key was asked for', async () => {
		const { transport } = answering({ body: '{"actions":[]}' });
		const error = await rejectionOf(getAction(transport, place, 'ACTION9'));
		expect(error).toBeInstanceOf(ApiError);
		expect(error).toMatchObject({
			status: 404,
			refusal: { code: '5', text: 'Action does not exist' },
		});
		expect((error as ApiError).task).toContain('ACTION9');
	});
});

it('deletes by key', async () => {
	const { transport, requests } = answering({ status: 204 });
	await deleteAction(transport, place, 'ACTION1');
	expect(requests).toMatchObject([{ method: 'DELETE', path: `${path}/ACTION1` }]);
});

describe('what is shown of an action', () => {
	const ours = { ...forward, forwardUrl: 'https://n8n.example.com/webhook/a?secret=0123abcd' };

	it('is everything but the secret of its address', () => {
		const shown = withoutForwardSecret(ours);
		expect(shown).toMatchObject({ key: 'ACTION1', type: 'HTTP_FORWARD' });
		expect(JSON.stringify(shown)).not.toContain('0123abcd');
		expect(shown.forwardUrl).toContain('https://n8n.example.com/webhook/a');
	});

	it('is an action without secret as it is', () => {
		expect(withoutForwardSecret(forward)).toEqual(forward);
		expect(withoutForwardSecret({ key: 'ACTION2', type: 'PULL' })).toEqual({
			key: 'ACTION2',
			type: 'PULL',
		});
	});

	it('is a name without secret in a list', () => {
		expect(actionName(forward)).toContain('https://hooks.example.com/fb');
		expect(actionName(ours)).not.toContain('0123abcd');
		expect(actionName({ key: 'ACTION2', type: 'PULL' })).toContain('ACTION2');
		expect(actionName({ key: 'ACTION3' })).toContain('ACTION3');
	});
});
