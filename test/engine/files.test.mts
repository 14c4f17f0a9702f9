/** Send Image, Video, Audio and File with a file of an input data field. */
import type { IBinaryData, INodeParameters } from 'n8n-workflow';

import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';
import { serveFiles } from './fileServer.mts';
import type { NodeRun } from './runNode.mts';

const MB = 1024 * 1024;
const to = '24060000000000001';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
});

const send = async (
	operation: string,
	data: IBinaryData | undefined,
	parameters: INodeParameters = {},
	more: Partial<NodeRun> = {},
) =>
	await engine.run({
		node: 'infobipFacebook',
		parameters: { resource: 'message', operation, to, mediaFrom: 'binary', ...parameters },
		credentials: account.credentials(),
		input: [{ json: {}, ...(data && { binary: { data } }) }],
		...more,
	});

const sentUrl = () => new URL((account.lastBody() as { url: string }).url);

/** What is in the signature of a link. */
const claims = (url: URL) => {
	const [, payload = ''] = (url.searchParams.get('token') ?? '').split('.');
	const text = Buffer.from(payload, 'base64url').toString('utf8');
	return JSON.parse(text) as { iat: number; exp: number };
};

it.each([
	['sendImage', 'image/png', 'IMAGE'],
	['sendVideo', 'video/mp4', 'VIDEO'],
	['sendAudio', 'audio/mpeg', 'AUDIO'],
	['sendFile', 'application/pdf', 'FILE'],
])('%s sends a link under which everybody gets the file', async (operation, mimeType, type) => {
	const bytes = Buffer.from(`the bytes of ${operation}`);
	const [item] = await send(operation, await engine.file(bytes, mimeType));
	expect(item?.json).toMatchObject({ to, status: 'PENDING' });
	expect(account.lastBody()).toMatchObject({ type });
	const response = await fetch(sentUrl());
	expect(response.headers.get('content-type')).toBe(mimeType);
	expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
});

it('takes the field of another name, and the very file that an expression gives', async () => {
	const file = await engine.file(Buffer.from('a mug'), 'image/png');
	for (const binaryField of [' photo ', '={{ $binary.photo }}']) {
		const input = [{ json: {}, binary: { photo: file } }];
		await send('sendImage', undefined, { binaryField }, { input });
		await expect((await fetch(sentUrl())).text()).resolves.toBe('a mug');
	}
});

describe('the link', () => {
	const lifetime = async (options: INodeParameters) => {
		await send('sendFile', await engine.file(Buffer.from('x'), 'text/plain'), { options });
		const { iat, exp } = claims(sentUrl());
		return (exp - iat) / 3600;
	};

	it('works for 48 hours', async () => {
		expect(await lifetime({})).toBe(48);
	});

	it.each([1, 0.5, 72])('works for %d hours if Link Expires After says so', async (hours) => {
		expect(await lifetime({ linkExpiresAfter: hours })).toBe(hours);
	});

	it.each([0, -1, 'soon'])('cannot expire after %j hours', async (hours) => {
		await expect(lifetime({ linkExpiresAfter: hours })).rejects.toThrow(
			/'Link Expires After \(Hours\)' /,
		);
		expect(account.calls()).toEqual([]);
	});

	it('works that long after Send At', async () => {
		const sendAt = new Date(Date.now() + 10 * 3_600_000).toISOString();
		const pageId = account.sandbox.addPage();
		const options = { sendAt, linkExpiresAfter: 1 };
		const file = await engine.file(Buffer.from('x'), 'text/plain');
		await send('sendFile', file, { options }, { credentials: account.credentials({ pageId }) });
		const { messages } = account.lastBody() as { messages: [{ content: { url: string } }] };
		const { iat, exp } = claims(new URL(messages[0].content.url));
		expect((exp - iat) / 3600).toBeCloseTo(11, 1);
	});
});

describe('is refused before anything is sent:', () => {
	const refuses = async (sending: Promise<unknown>, said: RegExp) => {
		await expect(sending).rejects.toThrow(said);
		expect(account.calls()).toEqual([]);
	};
	const big = (bytes: number): IBinaryData => ({
		data: 'filesystem-v2',
		id: 'filesystem-v2:x',
		mimeType: 'video/mp4',
		bytes,
	});

	it('an item without files', async () => {
		await refuses(
			send('sendImage', undefined),
			/'Input Data Field Name' is "data", but the item has no file/,
		);
	});

	it('a field that is not there', async () => {
		const file = await engine.file(Buffer.from('x'), 'image/png');
		await refuses(
			send('sendImage', file, { binaryField: 'photo' }),
			/'Input Data Field Name' is "photo", but the item has only data/,
		);
	});

	it('a field without a name', async () => {
		const file = await engine.file(Buffer.from('x'), 'image/png');
		await refuses(
			send('sendImage', file, { binaryField: ' ' }),
			/'Input Data Field Name' is empty/,
		);
	});

	it('an empty file', async () => {
		const file = await engine.file(Buffer.alloc(0), 'image/png');
		await refuses(send('sendImage', file), /is an empty file/);
	});

	it('a video of 30 MB', async () => {
		await refuses(send('sendVideo', big(30 * MB)), /file of 30 MB, and the limit is 25 MB/);
	});

	it('a large file whose size n8n 1 does not give', async () => {
		const file = await engine.file(Buffer.alloc(8 * MB + 1), 'image/png');
		delete file.bytes;
		await refuses(send('sendImage', file), /file of 8\.1 MB, and the limit is 8 MB/);
	});

	it('a program as an image', async () => {
		const file = await engine.file(Buffer.from('MZ'), 'application/x-msdownload', 'setup.exe');
		await refuses(
			send('sendImage', file),
			/is a file of type application\/x-msdownload, but has to be an image.*Send File/,
		);
	});

	it('a file in memory, where no link can point to', async () => {
		const file = { data: Buffer.from('a mug').toString('base64'), mimeType: 'image/png' };
		await refuses(send('sendImage', file), /in memory.*N8N_DEFAULT_BINARY_DATA_MODE/);
	});

	it('a file of an n8n that only its own network knows', async () => {
		const file = await engine.file(Buffer.from('x'), 'image/png');
		const credentials = account.credentials({ baseUrl: 'https://xxxxx.api.infobip.com' });
		for (const publicUrl of [undefined, 'http://localhost:5678', 'https://n8n.internal']) {
			await refuses(
				send('sendImage', file, {}, { credentials, publicUrl }),
				/address of this n8n, http.*own network only.*N8N_WEBHOOK_URL \(WEBHOOK_URL in n8n 1\)/,
			);
		}
	});

	it('a file whose link answers 404, as a webhook processor does in queue mode', async () => {
		const processor = await serveFiles((_path, res) => res.writeHead(404).end());
		const file = await engine.file(Buffer.from('x'), 'image/png');
		await refuses(
			send('sendImage', file, {}, { publicUrl: processor.url }),
			/answers 404.*queue mode.*\/rest\//,
		);
		expect(processor.asked).toHaveLength(1);
		processor.close();
	});
});

it('sends the link if n8n cannot reach its own public address, for Facebook may', async () => {
	const file = await engine.file(Buffer.from('x'), 'image/png');
	await send('sendImage', file, {}, { publicUrl: 'https://n8n.example.com' });
	expect(sentUrl().href).toMatch(/^https:\/\/n8n\.example\.com\/rest\/binary-data\/signed\?token=/);
});

it('asks once whether links work, however many files it sends', async () => {
	const server = await serveFiles((_path, res) => res.writeHead(200).end());
	const data = await engine.file(Buffer.from('x'), 'image/png');
	const input = Array.from({ length: 5 }, () => ({ json: {}, binary: { data } }));
	await send('sendImage', undefined, {}, { input, publicUrl: server.url });
	expect(server.asked).toHaveLength(1);
	expect(account.calls()).toHaveLength(5);
	server.close();
});

it('leaves the others alone if one file of several is bad, and On Error is Continue', async () => {
	const good = await engine.file(Buffer.from('x'), 'image/png');
	const bad = await engine.file(Buffer.alloc(0), 'image/png');
	const input = [good, bad, good].map((data) => ({ json: {}, binary: { data } }));
	const items = await send('sendImage', undefined, {}, { input, continueOnFail: true });
	expect(items.map(({ json }) => 'error' in json)).toEqual([false, true, false]);
	expect(account.calls()).toHaveLength(2);
});
