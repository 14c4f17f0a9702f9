/** Download Attachments: the file with its message, within its limits, and from no private address. */
import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { Account } from '../../engine/account.mts';
import { serveFiles } from '../../engine/fileServer.mts';
import type { FileServer } from '../../engine/fileServer.mts';
import { FastClock } from '../../truth/FastClock.mts';
import { waitUntil } from '../../sandbox/waitUntil.mts';
import { SmallN8n } from './SmallN8n.mts';
import type { SmallTrigger } from './SmallN8n.mts';

const megabyte = 1_048_576;
/** How many of the slow files are on their way. */
const atOnce = { now: 0, most: 0 };
/** Files whose end was not asked for. */
let abandoned = 0;

let n8n: SmallN8n;
let account: Account;
let files: FileServer;

beforeAll(async () => {
	n8n = await SmallN8n.start();
	account = await Account.open(600);
	files = await serveFiles((path, res) => {
		const { pathname, searchParams } = new URL(path, 'http://files');
		const parameter = (name: string): string => searchParams.get(name) ?? '';
		res.on('close', () => {
			if (!res.writableFinished) abandoned += 1;
		});
		switch (pathname.replace(/^\/files\/.*/, '/mug.png')) {
			case '/mug.png':
				return res.writeHead(200, { 'content-type': 'image/png' }).end('a mug');
			case '/typed':
				return res.writeHead(200, { 'content-type': parameter('as') }).end('typed');
			case '/untyped':
				return res.writeHead(200).end('bytes');
			case '/hop': {
				const left = Number(parameter('left'));
				const to = left > 1 ? `/hop?left=${left - 1}&to=${parameter('to')}` : parameter('to');
				const status = Number(parameter('status') || 302);
				return res.writeHead(status, { location: to }).write('x'.repeat(100_000));
			}
			case '/answer': {
				const headers = { ...(parameter('to') && { location: parameter('to') }) };
				return res.writeHead(Number(parameter('status')), headers).end();
			}
			case '/named':
				res.setHeader('content-disposition', parameter('disposition'));
				return res.writeHead(200, { 'content-type': 'image/png' }).end('a mug');
			case '/later': {
				const isFirst = files.asked.filter((asked) => asked === path).length === 1;
				const status = isFirst ? Number(parameter('status')) : 200;
				return res.writeHead(status, { 'content-type': 'image/png' }).end('a mug');
			}
			case '/silent':
				return;
			case '/stuck':
				return res.writeHead(200, { 'content-type': 'image/png' }).write('x');
			case '/stuckOfSize': {
				const length = { 'content-length': parameter('bytes') };
				return res.writeHead(200, { 'content-type': 'image/png', ...length }).write('x');
			}
			case '/late':
				return setTimeout(
					() => res.writeHead(200, { 'content-type': 'image/png' }).write('x'),
					15_000,
				);
			case '/slow':
				atOnce.now += 1;
				atOnce.most = Math.max(atOnce.most, atOnce.now);
				return setTimeout(() => {
					atOnce.now -= 1;
					res.writeHead(200, { 'content-type': 'image/png' }).end('a mug');
				}, 50);
			case '/broken':
				res.writeHead(200, { 'content-type': 'image/png', 'content-length': 100 }).write('half');
				return setTimeout(() => res.destroy(), 20);
			case '/big': {
				const bytes = Number(parameter('bytes'));
				const length = parameter('said') === 'true' ? { 'content-length': bytes } : {};
				res.writeHead(200, { 'content-type': 'image/png', ...length });
				return res.end(Buffer.alloc(bytes, 'x'));
			}
			default:
				return res.writeHead(410).end('x'.repeat(100_000));
		}
	});
});

afterAll(async () => {
	files.close();
	await account.close();
	await n8n.close();
});

beforeEach(() => {
	account.reset();
	files.asked.length = 0;
	abandoned = 0;
});

async function published(receiveOptions: IDataObject = {}): Promise<SmallTrigger> {
	const trigger = n8n.trigger({
		parameters: {
			receiveThrough: 'application',
			receiveOptions: { downloadAttachments: true, ...receiveOptions },
		},
		credential: account.form(),
	});
	await trigger.create();
	return trigger;
}

/** Infobip forwards these messages in one call; the items. */
async function received(
	trigger: SmallTrigger,
	...messages: object[]
): Promise<INodeExecutionData[]> {
	const results = messages.map((message) => ({ from: '1', ...message }));
	const url = account.actions().at(-1)?.forwardUrl ?? '';
	const response = await fetch(url, { method: 'POST', body: JSON.stringify({ results }) });
	expect(response.status).toBe(200);
	const execution = trigger.executions.at(-1);
	if (execution === undefined || execution instanceof Error) throw new Error('Nothing started');
	return execution;
}

const image = (url: string) => ({ message: { type: 'IMAGE', url } });

/** The item of one image. */
async function itemOf(path: string, receiveOptions: IDataObject = {}): Promise<INodeExecutionData> {
	const url = path.startsWith('/') ? files.url + path : path;
	const [item] = await received(await published(receiveOptions), image(url));
	return item!;
}

/** As in `work`, when seconds pass faster. */
async function fast<T>(factor: number, work: () => Promise<T>): Promise<T> {
	const clock = new FastClock(factor);
	try {
		return await work();
	} finally {
		clock.stop();
	}
}

const textOf = (binary: IBinaryData | undefined): string | undefined =>
	binary && Buffer.from(binary.data, 'base64').toString();

const errorOf = ({ binary, json }: INodeExecutionData): unknown => {
	expect(binary).toBeUndefined();
	return json['attachmentError'];
};

describe('a file', () => {
	it('comes in the field that is named, and nothing says that it could not be had', async () => {
		const item = await itemOf('/mug.png?size=big', { attachmentField: 'photo' });
		expect(Object.keys(item.binary ?? {})).toEqual(['photo']);
		expect(item.binary?.['photo']).toMatchObject({ fileName: 'mug.png', mimeType: 'image/png' });
		expect(textOf(item.binary?.['photo'])).toBe('a mug');
		expect(item.json).toMatchObject({ type: 'image', url: `${files.url}/mug.png?size=big` });
		expect(item.json).not.toHaveProperty('attachmentError');
	});

	it.each(['IMAGE', 'VIDEO', 'AUDIO', 'FILE'])('of type %s is downloaded', async (type) => {
		const message = { type, url: `${files.url}/mug.png` };
		const [item] = await received(await published(), { message });
		expect(textOf(item?.binary?.['data'])).toBe('a mug');
	});

	it('is not looked for behind links, texts, reports or nothing', async () => {
		const url = `${files.url}/mug.png`;
		const items = await received(
			await published(),
			{ message: { type: 'URL', url } },
			{ message: { type: 'TEXT', text: url } },
			{ message: { type: 'IMAGE' } },
			{ something: 'new', url },
			{ from: undefined, something: 'new' },
		);
		expect(items.at(-1)?.json).toMatchObject({ event: 'unknown' });
		expect(items.map(errorOf)).toEqual(Array(5).fill(undefined));
		expect(files.asked).toEqual([]);
	});

	it('is not downloaded unless it is asked for', async () => {
		const item = await itemOf('/mug.png', { downloadAttachments: false });
		expect(errorOf(item)).toBeUndefined();
		expect(files.asked).toEqual([]);
	});

	it('comes beside what agents ask for', async () => {
		const item = await itemOf('/mug.png', { agentFields: true });
		expect(item.json).toHaveProperty('sessionId');
		expect(textOf(item.binary?.['data'])).toBe('a mug');
	});

	it('comes for each part of a message, and all that is wrong is said', async () => {
		const part = (path: string) => ({ type: 'IMAGE', url: files.url + path });
		const content = ['/mug.png', '/gone', '/untyped', '/hop?left=9'].map(part);
		const [item] = await received(await published(), { content });
		expect(Object.keys(item?.binary ?? {}).toSorted()).toEqual(['data', 'data_2']);
		expect(textOf(item?.binary?.['data_2'])).toBe('bytes');
		expect(item?.json['attachmentError']).toMatch(
			/^(?=.*Its address answered 410)(?=.*It is redirected more than 3 times)[^.]+\. [^.]+$/,
		);
	});

	it('comes with each message of a batch, four at a time, in order', async () => {
		atOnce.most = 0;
		const messages = Array.from({ length: 12 }, (_, index) => image(`${files.url}/slow?${index}`));
		messages.splice(6, 0, { message: { type: 'TEXT', url: 'none' } });
		const items = await received(await published(), ...messages);
		expect(items.map(({ binary }) => textOf(binary?.['data']))).toEqual([
			...Array<string>(6).fill('a mug'),
			undefined,
			...Array<string>(6).fill('a mug'),
		]);
		expect(atOnce.most).toBe(4);
	});
});

describe('the name of a file', () => {
	const disposition = (header: string): string =>
		`/named?disposition=${encodeURIComponent(header)}`;

	it.each<[string, string | undefined]>([
		[disposition('attachment; filename="my mug.png"'), 'my mug.png'],
		[disposition('attachment; filename = "my mug.png"; size=5'), 'my mug.png'],
		[disposition('attachment; FILENAME=mug.png; size=5'), 'mug.png'],
		[disposition('attachment; filename=my mug.png'), 'my'],
		[disposition(String.raw`attachment; filename="my \"best\" mug.png"`), 'my "best" mug.png'],
		[disposition("attachment; filename*=UTF-8''gr%C3%BCn.png"), 'grün.png'],
		[disposition("attachment; filename* = UTF-8'de'gr%C3%BCn.png; size=5"), 'grün.png'],
		[disposition("attachment; filename=plain.png; filename*=UTF-8''better.png"), 'better.png'],
		[disposition("attachment; filename*=iso-8859-1''gr%FCn.png"), 'gr%FCn.png'],
		[disposition('inline; filename=../../etc/passwd'), 'passwd'],
		[disposition(String.raw`inline; filename="C:\\files\\mug.png"`), 'mug.png'],
		[disposition('inline; filename="folder/"'), 'named'],
		[disposition('inline'), 'named'],
		['/files/a%20mug.png?size=big', 'a mug.png'],
		['/files/folder%2Fmug.png', 'mug.png'],
		['/files/gr%FCn.png', 'gr%FCn.png'],
		['/files/', undefined],
	])('%s is %s', async (path, fileName) => {
		expect((await itemOf(path)).binary?.['data']?.fileName).toBe(fileName);
	});
});

describe('content types', () => {
	const typed = (type: string): string => `/typed?as=${encodeURIComponent(type)}`;

	it.each([
		['', typed('text/html'), 'text/html'],
		['image/*', typed('image/png'), 'image/png'],
		['IMAGE/PNG', typed('Image/PNG'), 'image/png'],
		['application/pdf, audio/mpeg', typed('audio/mpeg ; rate=1'), 'audio/mpeg'],
		['application/octet-stream', '/untyped', 'application/octet-stream'],
	])('%j let pass %s', async (attachmentContentTypes, path, mimeType) => {
		const item = await itemOf(path, { attachmentContentTypes });
		expect(item.binary?.['data']?.mimeType).toBe(mimeType);
	});

	it.each([
		['image/*', 'text/html'],
		['image/*', 'imagery/png'],
		['application/pdf', 'image/png'],
		['image/p*', 'image/png'],
		['audio', 'audio/mpeg'],
		['image/png, audio/*', 'video/mp4'],
	])('%j keep out %s: the message says so', async (attachmentContentTypes, type) => {
		expect(errorOf(await itemOf(typed(type), { attachmentContentTypes }))).toBe(
			`Its content type, ${type}, is not among those wanted`,
		);
	});
});

describe('the size limit', () => {
	const big = (bytes: number, said: boolean): string => `/big?bytes=${bytes}&said=${said}`;
	const limits = { attachmentSizeLimit: 1 };
	const tooLarge = 'It is larger than the limit of 1 MB';
	const tooMany = 'The files of this call are larger than 5 times the limit of one';

	it.each([true, false])('lets pass a file of its full size, which is said: %s', async (said) => {
		const item = await itemOf(big(megabyte, said), limits);
		expect(textOf(item.binary?.['data'])).toHaveLength(megabyte);
	});

	it.each([true, false])('keeps out a larger file, which is said: %s', async (said) => {
		expect(errorOf(await itemOf(big(megabyte + 1, said), limits))).toBe(tooLarge);
	});

	it('can be less than a megabyte', async () => {
		expect(errorOf(await itemOf(big(megabyte, true), { attachmentSizeLimit: 0.5 }))).toBe(
			'It is larger than the limit of 0.5 MB',
		);
	});

	it('stops what is larger than it said, and what is not wanted, as soon as it is known', async () => {
		await itemOf(big(30 * megabyte, false), limits);
		await waitUntil('the file is not read to its end', () => abandoned === 1);
		expect(errorOf(await itemOf(`/stuckOfSize?bytes=${megabyte + 1}`, limits))).toBe(tooLarge);
		await waitUntil('nor is the next', () => abandoned === 2);
	});

	it('holds for the files of a call together, five times as much', async () => {
		const messages = [5, 1].map((count) =>
			Array.from({ length: count }, () => image(files.url + big(megabyte, true))),
		);
		const [five = [], one = []] = messages;
		const trigger = await published(limits);
		const exactly = await received(trigger, ...five);
		expect(exactly.every(({ binary }) => binary?.['data'])).toBe(true);
		const items = await received(trigger, ...five, ...one, ...one);
		expect(items.flatMap(({ json }) => json['attachmentError'] ?? [])).toEqual([tooMany, tooMany]);
	});
});

describe('a redirect', () => {
	const hops = (left: number, to: string, more = ''): string =>
		`/hop?left=${left}&to=${encodeURIComponent(to)}${more}`;

	it.each([300, 301, 302, 307, 308])('with %i is followed', async (status) => {
		const item = await itemOf(hops(1, '/mug.png', `&status=${status}`));
		expect(item.binary?.['data']?.fileName).toBe('mug.png');
		expect(files.asked).toHaveLength(2);
		// What it says besides is not waited for.
		await waitUntil('its body is given up', () => abandoned === 1);
	});

	it('is followed three times, and no more', async () => {
		expect(textOf((await itemOf(hops(3, '/mug.png'))).binary?.['data'])).toBe('a mug');
		files.asked.length = 0;
		expect(errorOf(await itemOf(hops(4, '/mug.png')))).toBe('It is redirected more than 3 times');
		expect(files.asked).toHaveLength(4);
	});

	it('to nowhere is an answer as any other', async () => {
		expect(errorOf(await itemOf('/answer?status=304'))).toBe('Its address answered 304');
		expect(errorOf(await itemOf('/answer?status=204'))).toBe('Its address answered 204');
		for (const status of [201, 400]) {
			expect(errorOf(await itemOf(`/answer?status=${status}&to=/mug.png`))).toBe(
				`Its address answered ${status}`,
			);
		}
	});

	it('into a private network is not followed', async () => {
		expect(errorOf(await itemOf(hops(1, 'http://10.0.0.1/mug.png')))).toBe(
			'Its address is on a private network (10.0.0.1), which is not called',
		);
	});

	it('to what is no web address is not followed', async () => {
		expect(errorOf(await itemOf(hops(1, 'ftp://example.com/mug.png')))).toBe(
			'Its address is not an http or https URL',
		);
	});
});

describe('a file that cannot be had', () => {
	it.each(['ftp://example.com/mug.png', 'file:///etc/hostname', 'mug.png'])(
		'because its address is %s',
		async (url) => {
			expect(errorOf(await itemOf(url))).toBe('Its address is not an http or https URL');
		},
	);

	it('because nobody is there, or it breaks off: the reason is said', async () => {
		expect(errorOf(await itemOf('http://127.0.0.1:9/mug.png'))).toBe(
			'It could not be downloaded: connect ECONNREFUSED 127.0.0.1:9',
		);
		expect(errorOf(await itemOf('/broken'))).toMatch(/^It could not be downloaded: ./);
	});

	it('because it is gone is not asked for again, and what its address says is not read', async () => {
		expect(errorOf(await itemOf('/gone'))).toBe('Its address answered 410');
		expect(files.asked).toHaveLength(1);
	});

	it.each([404, 403, 500, 503])(
		'because of a %i at first is asked for once more',
		async (status) => {
			const item = await fast(10, async () => await itemOf(`/later?status=${status}`));
			expect(textOf(item.binary?.['data'])).toBe('a mug');
			expect(files.asked).toHaveLength(2);
		},
	);

	it('because of a 404 twice is given up', async () => {
		const item = await fast(10, async () => await itemOf('/answer?status=404'));
		expect(errorOf(item)).toBe('Its address answered 404');
		expect(files.asked).toHaveLength(2);
	});

	it.each(['/silent', '/late', '/stuck', '/hop?to=/stuck'])(
		'because %s does not end in time: the message comes without it after ten seconds',
		async (path) => {
			const started = performance.now();
			const item = await fast(50, async () => await itemOf(path));
			expect(performance.now() - started).toBeLessThan(5000);
			expect(errorOf(item)).toBe('It did not arrive within 10 seconds');
			if (path === '/silent') return;
			await waitUntil('the connection is given up', () => abandoned >= 1);
		},
	);

	it('because others have taken all the time is not asked for', async () => {
		const messages = ['/silent', '/silent?2', '/silent?3', '/silent?4', '/mug.png'].map((path) =>
			image(files.url + path),
		);
		const trigger = await published();
		const items = await fast(50, async () => await received(trigger, ...messages));
		expect(items.map(errorOf)).toEqual(Array(5).fill('It did not arrive within 10 seconds'));
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(files.asked).not.toContain('/mug.png');
	});
});

describe('a private address', () => {
	const refused = (host: string): string =>
		`Its address is on a private network (${host}), which is not called`;

	it('beside that of Infobip itself is not called', async () => {
		expect(errorOf(await itemOf('http://10.0.0.1/mug.png'))).toBe(refused('10.0.0.1'));
		expect(errorOf(await itemOf('http://localhost/mug.png'))).toBe(refused('localhost'));
	});

	it.each(['127.0.0.1', 'localhost'])(
		'is not called once Infobip is not on this network: %s',
		async (host) => {
			const trigger = await published();
			for (const baseUrl of ['https://xxxxx.api.infobip.com', 'no address', '', undefined]) {
				trigger.credential = { ...account.form(), baseUrl } as typeof trigger.credential;
				const address = `http://${host}:${new URL(files.url).port}/mug.png`;
				const [item] = await received(trigger, image(address));
				expect(errorOf(item!)).toBe(refused(host));
			}
			expect(files.asked).toEqual([]);
		},
	);
});
