/** Download Attachments: the file with its message, within its limits, and from no private address. */
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { PlayedContent } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { CredentialForms, Engine, Trigger } from './engine.mts';
import { serveFiles } from './fileServer.mts';
import type { FileServer } from './fileServer.mts';

const megabyte = 1_048_576;

let engine: Engine;
let account: Account;
let files: FileServer;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
	files = await serveFiles((path, res) => {
		const { pathname, searchParams } = new URL(path, 'http://files');
		switch (pathname) {
			case '/mug.png':
				return res.writeHead(200, { 'content-type': 'image/png' }).end('a mug');
			case '/song.mp3':
				return res.writeHead(200, { 'content-type': 'audio/mpeg; rate=1' }).end('la la');
			case '/page':
				return res.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>');
			case '/untyped':
				return res.writeHead(200).end('bytes');
			case '/hop':
				return res.writeHead(302, { location: searchParams.get('to') ?? '' }).end();
			case '/loop':
				return res.writeHead(302, { location: '/loop' }).end();
			case '/broken':
				res.writeHead(200, { 'content-type': 'image/png', 'content-length': 100 }).write('half');
				return setTimeout(() => res.destroy(), 20);
			default:
				return res.writeHead(404).end();
		}
	});
});

afterAll(async () => {
	files.close();
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	files.asked.length = 0;
});

let credentials: CredentialForms;

const published = async (receiveOptions: INodeParameters = {}, filters = {}): Promise<Trigger> => {
	credentials = account.credentials();
	const trigger = engine.trigger({
		parameters: { receiveOptions: { downloadAttachments: true, ...receiveOptions }, filters },
		credentials,
	});
	await trigger.publish();
	return trigger;
};

const image = (url: string): PlayedContent => ({ type: 'IMAGE', url });

/** The item of the only message. */
const received = async (trigger: Trigger, message: PlayedContent): Promise<INodeExecutionData> => {
	const [forward] = await account.customerWrites(message);
	expect(forward).toMatchObject({ state: 'delivered' });
	const [execution] = await trigger.executions();
	return execution!.items[0]!;
};

const bytesOf = (binary: IBinaryData | undefined) =>
	Buffer.from(binary?.data ?? '', 'base64').toString('utf8');

describe('a file', () => {
	it('comes as binary data with its name, type and every byte', async () => {
		const item = await received(await published(), image(`${files.url}/mug.png?size=big`));
		expect(item.binary?.['data']).toMatchObject({
			fileName: 'mug.png',
			mimeType: 'image/png',
			fileExtension: 'png',
		});
		expect(bytesOf(item.binary?.['data'])).toBe('a mug');
		expect(item.json).toMatchObject({ type: 'image', url: `${files.url}/mug.png?size=big` });
		expect(item.json).not.toHaveProperty('attachmentError');
	});

	it('comes in the field of another name', async () => {
		const trigger = await published({ attachmentField: 'photo' });
		const item = await received(trigger, image(`${files.url}/mug.png`));
		expect(Object.keys(item.binary ?? {})).toEqual(['photo']);
	});

	it.each(['IMAGE', 'VIDEO', 'AUDIO', 'FILE'] as const)(
		'of a message of type %s is downloaded',
		async (type) => {
			const item = await received(await published(), { type, url: `${files.url}/mug.png` });
			expect(bytesOf(item.binary?.['data'])).toBe('a mug');
		},
	);

	it.each([
		['a link', { type: 'URL', url: 'LINK' }],
		['a text', { type: 'TEXT', text: 'LINK' }],
	] as [string, PlayedContent][])('is not looked for behind %s', async (_case, message) => {
		const text = JSON.stringify(message).replace('LINK', `${files.url}/mug.png`);
		const item = await received(await published(), JSON.parse(text) as PlayedContent);
		expect(item.binary).toBeUndefined();
		expect(files.asked).toEqual([]);
	});

	it('is not downloaded unless it is asked for', async () => {
		const trigger = await published({ downloadAttachments: false });
		const item = await received(trigger, image(`${files.url}/mug.png`));
		expect(item.binary).toBeUndefined();
		expect(files.asked).toEqual([]);
	});

	it('is not downloaded for a message that the filters let pass by', async () => {
		const trigger = await published({}, { senders: 'somebody else' });
		await account.customerWrites(image(`${files.url}/mug.png`));
		await expect(trigger.executions()).resolves.toEqual([]);
		expect(files.asked).toEqual([]);
	});

	it('comes with each message of a batch, in order', async () => {
		const trigger = await published();
		await account.customersWrite([
			{ userKey: 'a', message: image(`${files.url}/mug.png`) },
			{ userKey: 'b', message: { type: 'TEXT', text: 'Hi' } },
			{ userKey: 'c', message: { type: 'AUDIO', url: `${files.url}/song.mp3` } },
		]);
		const [execution] = await trigger.executions();
		expect(execution?.items.map(({ binary }) => binary && bytesOf(binary['data']))).toEqual([
			'a mug',
			undefined,
			'la la',
		]);
	});
});

describe('content types', () => {
	it.each([
		['image/*', '/mug.png'],
		['IMAGE/PNG', '/mug.png'],
		['application/pdf, audio/mpeg', '/song.mp3'],
		['application/octet-stream', '/untyped'],
	])('%s let pass %s', async (attachmentContentTypes, path) => {
		const trigger = await published({ attachmentContentTypes });
		const item = await received(trigger, image(files.url + path));
		expect(item.binary).toBeDefined();
	});

	it.each([
		['image/*', '/page'],
		['application/pdf', '/mug.png'],
		['image/p*', '/mug.png'],
		['audio', '/song.mp3'],
	])(
		'%s keep out %s: the message comes without, and says so',
		async (attachmentContentTypes, path) => {
			const trigger = await published({ attachmentContentTypes });
			const item = await received(trigger, image(files.url + path));
			expect(item.binary).toBeUndefined();
			expect(item.json['attachmentError']).toMatch(/content type/);
		},
	);
});

describe('the size limit', () => {
	const big = (bytes: number, chunked = false) =>
		image(`${account.sandbox.url}/_sandbox/media/big.bin?bytes=${bytes}&chunked=${chunked}`);

	it.each([
		['of its full size', megabyte, false],
		['of its full size, told in the end only', megabyte, true],
	])('lets pass a file %s', async (_case, bytes, chunked) => {
		const trigger = await published({ attachmentSizeLimit: 1 });
		const item = await received(trigger, big(bytes, chunked));
		expect(item.binary?.['data']?.bytes).toBe(bytes);
	});

	it.each([
		['that says so', false],
		['that does not say so', true],
	])('keeps out a file one byte larger %s', async (_case, chunked) => {
		const trigger = await published({ attachmentSizeLimit: 1 });
		const item = await received(trigger, big(megabyte + 1, chunked));
		expect(item.binary).toBeUndefined();
		expect(item.json['attachmentError']).toMatch(/larger than the limit of 1 MB/);
	});

	it('is 10 MB by default', async () => {
		const item = await received(await published(), big(10 * megabyte + 1));
		expect(item.json['attachmentError']).toMatch(/larger than the limit of 10 MB/);
	});
});

describe('a file that cannot be had', () => {
	it.each([
		['answers 404', '/gone', /answered 404/],
		['breaks off', '/broken', /could not be downloaded/],
		['is redirected in a circle', '/loop', /redirected more than 3 times/],
	])('because its address %s: the message comes all the same', async (_case, path, said) => {
		const item = await received(await published(), image(files.url + path));
		expect(item.binary).toBeUndefined();
		expect(item.json).toMatchObject({
			type: 'image',
			attachmentError: expect.stringMatching(said) as string,
		});
	});

	it('because its address is none', async () => {
		const trigger = await published();
		for (const url of ['ftp://example.com/mug.png', 'file:///etc/hostname', 'mug.png', '']) {
			await account.customerWrites(image(url));
		}
		for (const { items } of await trigger.executions()) {
			expect(items[0]?.binary).toBeUndefined();
			expect(items[0]?.json).toMatchObject({ type: 'image' });
		}
	});

	it('is followed through a redirect', async () => {
		const to = encodeURIComponent('/mug.png');
		const item = await received(await published(), image(`${files.url}/hop?to=${to}`));
		expect(bytesOf(item.binary?.['data'])).toBe('a mug');
		expect(files.asked).toHaveLength(2);
	});
});

describe('a private address, once Infobip is not on this network itself,', () => {
	const port = () => new URL(files.url).port;

	it.each([
		() => `http://127.0.0.1:${port()}/mug.png`,
		() => `http://localhost:${port()}/mug.png`,
		() => `http://localhost.:${port()}/mug.png`,
		() => `http://127.1:${port()}/mug.png`,
		() => `http://2130706433:${port()}/mug.png`,
		() => `http://0x7f000001:${port()}/mug.png`,
		() => `http://0177.0.0.1:${port()}/mug.png`,
		() => `http://0.0.0.0:${port()}/mug.png`,
		() => `http://[::1]:${port()}/mug.png`,
		() => `http://[::]:${port()}/mug.png`,
		() => `http://[::ffff:127.0.0.1]:${port()}/mug.png`,
		() => `http://user:pass@127.0.0.1:${port()}/mug.png`,
		() => 'http://10.0.0.1/mug.png',
		() => 'http://172.16.0.1/mug.png',
		() => 'http://192.168.1.1/mug.png',
		() => 'http://100.64.0.1/mug.png',
		() => 'http://169.254.169.254/latest/meta-data/',
		() => 'http://[fd00::1]/mug.png',
		() => 'http://[fe80::1]/mug.png',
		() => 'http://metadata.google.internal/mug.png',
		() => 'http://intranet/mug.png',
		() => 'http://printer.local/mug.png',
	])('is not called: %s', async (address) => {
		const trigger = await published();
		// The user's own account comes after the sandbox; the action stays the same in this test.
		credentials['infobipFacebookApi']!['baseUrl'] = 'https://xxxxx.api.infobip.com';
		const item = await received(trigger, image(address()));
		expect(item.binary).toBeUndefined();
		expect(item.json['attachmentError']).toMatch(/private network/);
		expect(files.asked).toEqual([]);
	});
});
