/**
 * Download Attachments through n8n's own HTTP and into its files. Names, types, limits and errors one by
 * one are in `test/unit/trigger/attachment.test.mts`.
 */
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { PlayedContent } from '../../sandbox/server.mts';
import { FastClock } from '../truth/FastClock.mts';
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
			case '/hop':
				return res.writeHead(302, { location: searchParams.get('to') ?? '' }).end();
			case '/loop':
				return res.writeHead(302, { location: '/loop' }).end();
			case '/named':
				res.setHeader('content-disposition', searchParams.get('disposition') ?? '');
				return res.writeHead(200, { 'content-type': 'image/png' }).end('a mug');
			case '/silent':
				return;
			case '/stuck':
				return res.writeHead(200, { 'content-type': 'image/png' }).write('x');
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

const published = async (receiveOptions: INodeParameters = {}): Promise<Trigger> => {
	credentials = account.credentials();
	const trigger = engine.trigger({
		parameters: { receiveOptions: { downloadAttachments: true, ...receiveOptions } },
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

const textOf = async (binary: IBinaryData | undefined): Promise<string | undefined> =>
	binary && (await engine.bytesOf(binary)).toString('utf8');

describe('a file', () => {
	it('comes as binary data with its name, type and every byte', async () => {
		const item = await received(await published(), image(`${files.url}/mug.png?size=big`));
		expect(item.binary?.['data']).toMatchObject({
			fileName: 'mug.png',
			mimeType: 'image/png',
			fileExtension: 'png',
		});
		await expect(textOf(item.binary?.['data'])).resolves.toBe('a mug');
		expect(item.json).toMatchObject({ type: 'image', url: `${files.url}/mug.png?size=big` });
		expect(item.json).not.toHaveProperty('attachmentError');
	});

	it.each([
		['/named?disposition=attachment%3B%20filename%3D%22my%20mug.png%22', 'my mug.png'],
		["/named?disposition=attachment%3B%20filename*%3DUTF-8''gr%25C3%25BCn.png", 'grün.png'],
		['/named?disposition=inline%3B%20filename%3D..%2F..%2Fetc%2Fpasswd', 'passwd'],
	])('of %s is called %s', async (path, fileName) => {
		const item = await received(await published(), image(files.url + path));
		expect(item.binary?.['data']?.fileName).toBe(fileName);
	});

	it('comes with each message of a batch, in order', async () => {
		const trigger = await published();
		await account.customersWrite([
			{ userKey: 'a', message: image(`${files.url}/mug.png`) },
			{ userKey: 'b', message: { type: 'TEXT', text: 'Hi' } },
			{ userKey: 'c', message: { type: 'AUDIO', url: `${files.url}/song.mp3` } },
		]);
		const [execution] = await trigger.executions();
		const texts = await Promise.all(
			execution!.items.map(async ({ binary }) => textOf(binary?.['data'])),
		);
		expect(texts).toEqual(['a mug', undefined, 'la la']);
	});
});

describe('the size limit', () => {
	const big = (bytes: number, chunked = false) =>
		image(`${account.sandbox.url}/_sandbox/media/big.bin?bytes=${bytes}&chunked=${chunked}`);

	it.each([
		['of its full size', megabyte, false],
		['of its full size, reported at the end only', megabyte, true],
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

	it.each(['/silent', '/stuck', '/hop?to=/stuck'])(
		'because %s does not end in time: the message comes after ten seconds',
		async (path) => {
			const trigger = await published();
			const clock = new FastClock(20);
			// Not by the sandbox, which gives up waiting for an answer just then.
			const body = { results: [{ from: '1', message: image(files.url + path) }] };
			const url = account.actions()[0]?.forwardUrl ?? '';
			const answer = fetch(url, { method: 'POST', body: JSON.stringify(body) });
			const { status } = await answer.finally(() => {
				clock.stop();
			});
			expect(status).toBe(200);
			const [execution] = await trigger.executions();
			expect(execution!.items[0]!.json).toMatchObject({
				type: 'image',
				attachmentError: 'It did not arrive within 10 seconds',
			});
		},
	);

	it('is followed through a redirect', async () => {
		const to = encodeURIComponent('/mug.png');
		const item = await received(await published(), image(`${files.url}/hop?to=${to}`));
		await expect(textOf(item.binary?.['data'])).resolves.toBe('a mug');
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
		() => 'http://192.0.2.1/mug.png',
		() => 'http://198.18.0.1/mug.png',
		() => 'http://240.0.0.1/mug.png',
		() => 'http://[64:ff9b:1::1]/mug.png',
		() => 'http://[2001:db8::1]/mug.png',
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
