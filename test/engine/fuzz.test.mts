/**
 * Ten thousand generated calls to the address of a published trigger, over real HTTP: whatever comes,
 * it is answered in time and never with a 500, nothing starts without the secret, nothing that holds
 * something is lost, and every item has the members of its event and no others.
 *
 * `FUZZ_SEED` repeats a run.
 */
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { OutgoingHttpHeader } from 'node:http';
import { join } from 'node:path';
import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';

import { isJsonObject } from '../../sandbox/exactJson.mts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine, Trigger } from './engine.mts';

const seed = Number(process.env['FUZZ_SEED'] ?? Math.floor(Math.random() * 0x7fffffff));
const callsInAll = 10_000;
/** Far more than a slow machine needs; a call that hangs takes longer. */
const patienceMs = 20_000;

let engine: Engine;
let account: Account;
let calls = 0;
let started = 0;
const answers = new Map<number, number>();
/** One connection: what one call leaves behind meets the next. */
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
	process.stdout.write(`Fuzz: FUZZ_SEED=${seed}\n`);
});

afterAll(async () => {
	agent.destroy();
	await account.close();
	await engine.close();
	const statuses = [...answers].sort().map(([status, count]) => `${count} times ${status}`);
	process.stdout.write(
		`Fuzz: ${calls} calls, ${started} of them started the workflow; answered ${statuses.join(', ')}\n`,
	);
});

type Receiver = 'forward' | 'page';

interface Subject {
	trigger: Trigger;
	way: Receiver;
	path: string;
	secret: string;
	/** What Infobip authenticates with; empty for a Forward action. */
	authorization: string;
	hasRaw: boolean;
	executions: number;
}

async function published(way: Receiver, hasRaw: boolean): Promise<Subject> {
	account.reset();
	account.sandbox.addPage();
	const parameters: INodeParameters = {
		receiveThrough: way === 'page' ? 'page' : 'application',
		receiveOptions: { includeRaw: hasRaw },
		...(way === 'page' && { triggerOn: Object.keys(membersOf).slice(0, 4) }),
	};
	const credentials = account.credentials(way === 'page' ? { pageId: DEMO_PAGE_ID } : {});
	const trigger = engine.trigger({ parameters, credentials });
	await trigger.publish();
	const { pathname } = new URL(trigger.url());
	const { forward, subscription } = trigger.staticData() as {
		forward?: { secret: string };
		subscription?: { username: string; password: string };
	};
	const { username = '', password = '' } = subscription ?? {};
	return {
		trigger,
		way,
		path: pathname,
		secret: forward?.secret ?? password,
		authorization: basic(`${username}:${password}`),
		hasRaw,
		executions: 0,
	};
}

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`;

/** What each event always has, and `event`. */
const membersOf: Record<string, string[]> = {
	messageReceived: ['text', 'from', 'type', 'to', 'messageId', 'receivedAt'],
	deliveryReport: ['status', 'messageId', 'from', 'to'],
	seenReport: ['messageId', 'from', 'to', 'seenAt'],
	consentUpdate: ['consent', 'from', 'to'],
	unknown: ['text', 'from', 'type', 'to', 'messageId', 'receivedAt', 'raw'],
};

const preview = join(
	import.meta.dirname,
	'../../nodes/InfobipFacebookTrigger/__schema__/v1.0.0/output.json',
);
const { properties } = JSON.parse(readFileSync(preview, 'utf8')) as { properties: object };
const known = Object.keys(properties);

// --- Bodies

/** Any text, lone surrogates and control characters among it. */
const anyText = fc.oneof(
	fc.string(),
	fc.string({ unit: 'binary' }),
	fc
		.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
		.map((units) => String.fromCharCode(...units)),
	fc.constantFrom('\ud800', '\udc00x', '\u0000', '\u202e', '\ufeff', 'e\u0301'.repeat(40), '💬'),
	fc.constantFrom(
		'2026-03-01T10:05:00.000+0000',
		'2026-13-45T99:99:99Z',
		'+275760-09-13T00:00:00Z',
	),
	fc.constantFrom('TEXT', 'text', 'POSTBACK', '__proto__', 'constructor', 'toString', DEMO_PAGE_ID),
);

/** Written into JSON as it is, because JavaScript has no number for it. */
const hugeNumbers = ['1e999', '-1e999', '12345678901234567890', '9'.repeat(400), '1e-999', '-0'];

const knownNames = [
	...[
		'from',
		'sender',
		'to',
		'destination',
		'applicationKey',
		'messageId',
		'mid',
		'message',
		'type',
	],
	...['text', 'title', 'payload', 'url', 'quickReply', 'latitude', 'longitude', 'receivedAt'],
	...['pairedMessageId', 'callbackData', 'keyword', 'content', 'id', 'channelData', 'event'],
	...['subscriptionPayload', 'tokenExpiry', 'createdAt', 'seenAt', 'sentAt', 'sendAt', 'status'],
	...['groupName', 'name', 'description', 'error', 'price', 'pricePerMessage', 'currency', 'raw'],
];
const pollutingNames = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'then',
];
const memberName = fc.oneof(
	{ weight: 8, arbitrary: fc.constantFrom(...knownNames) },
	{ weight: 1, arbitrary: fc.constantFrom(...pollutingNames) },
	{ weight: 1, arbitrary: anyText },
);

/** JSON is written by hand: `JSON.stringify` knows neither doubled members nor huge numbers. */
const { value: anyJson, object: anyObject } = fc.letrec<{ value: string; object: string }>(
	(tie) => ({
		value: fc.oneof(
			{ depthSize: 'small', withCrossShrink: true },
			anyText.map((text) => JSON.stringify(text)),
			fc.constantFrom('null', 'true', 'false', '0', '""', '[]', '{}', '{"polluted":true}'),
			fc.oneof(fc.integer(), fc.double({ noNaN: true })).map((number) => JSON.stringify(number)),
			fc.constantFrom(...hugeNumbers),
			fc.array(tie('value'), { maxLength: 4 }).map((values) => `[${values.join(',')}]`),
			tie('object'),
		),
		object: fc
			.array(fc.tuple(memberName, tie('value')), { maxLength: 6 })
			.map(
				(members) =>
					`{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`,
			),
	}),
);

const person = '24060000000000001';
const receivedAt = '2026-03-01T10:05:00.000+0000';
const documented = [
	{ sender: person, to: DEMO_PAGE_ID, receivedAt, message: { type: 'TEXT', text: 'Hello' } },
	{ from: person, to: 'key', messageId: 'm_1', message: { type: 'POSTBACK', payload: 'p' } },
	{ from: person, text: 'Hello', applicationKey: 'key', keyword: null },
	{ from: person, message: { type: 'LOCATION', latitude: 45.8, longitude: 15.9 } },
	{ sender: person, destination: DEMO_PAGE_ID, content: [{ type: 'TEXT', text: 'Hello' }] },
	{ messageId: 'm_1', to: person, sender: DEMO_PAGE_ID, status: { groupName: 'DELIVERED' } },
	{ messageId: 'm_1', from: person, to: DEMO_PAGE_ID, seenAt: receivedAt },
	{ event: 'SUBSCRIBE', from: person, channelData: { notificationMessagesToken: 'token' } },
].map((result) => JSON.stringify(result));

const documentedResult = fc.constantFrom(...documented);

/** A documented result in which members are exchanged, and some are there twice. */
const bentResult = fc
	.tuple(documentedResult, fc.array(fc.tuple(memberName, anyJson), { minLength: 1, maxLength: 4 }))
	.map(([result, members]) => {
		const added = members.map(([name, value]) => `,${JSON.stringify(name)}:${value}`).join('');
		return `${result.slice(0, -1)}${added}}`;
	});

const envelopeOf = (results: string): string => `{"results":${results},"messageCount":1}`;

const bodyOfResults = fc
	.array(fc.oneof(documentedResult, bentResult, anyObject), { maxLength: 5 })
	.map((results) => envelopeOf(`[${results.join(',')}]`));

/** Some of the results are none. */
const halfValid = fc
	.array(fc.oneof(documentedResult, bentResult, anyJson), { minLength: 1, maxLength: 5 })
	.map((results) => envelopeOf(`[${results.join(',')}]`));

const wrongEnvelope = fc.oneof(
	anyJson,
	anyJson.map(envelopeOf),
	fc.tuple(memberName, documentedResult).map(([name, result]) => `{"${name}":[${result}]}`),
	documentedResult.map((result) => `{"results":[${result}],"results":{}}`),
	documentedResult.map((result) => `\ufeff${envelopeOf(`[${result}]`)}`),
);

const deep = fc
	.tuple(
		fc.constantFrom<[string, string]>(
			['[', ']'],
			['{"a":', '}'],
			['{"message":', '}'],
			['[{"x":', '}]'],
		),
		fc.integer({ min: 20, max: 100_000 }),
		fc.constantFrom('in a member', 'as results', 'as the body', 'never closed'),
	)
	.map(([[open, close], depth, where]) => {
		const nested = `${open.repeat(depth)}1${close.repeat(depth)}`;
		switch (where) {
			case 'in a member':
				return envelopeOf(`[{"from":"${person}","text":${nested}}]`);
			case 'as results':
				return envelopeOf(nested);
			case 'as the body':
				return nested;
			default:
				return open.repeat(depth);
		}
	});

const asBytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const truncated = fc
	.tuple(bodyOfResults, fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([body, part]) => {
		const bytes = asBytes(body);
		return bytes.subarray(0, Math.floor(bytes.length * part));
	});

const mutated = fc
	.tuple(
		bodyOfResults,
		fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 6 }),
	)
	.map(([body, changes]) => {
		const bytes = Buffer.from(body);
		for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
		return bytes;
	});

const anyBody: fc.Arbitrary<Uint8Array> = fc.oneof(
	{ weight: 9, arbitrary: bodyOfResults.map(asBytes) },
	{ weight: 3, arbitrary: halfValid.map(asBytes) },
	{ weight: 2, arbitrary: wrongEnvelope.map(asBytes) },
	{ weight: 1, arbitrary: deep.map(asBytes) },
	{ weight: 2, arbitrary: truncated },
	{ weight: 2, arbitrary: mutated },
	{ weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }) },
	{ weight: 1, arbitrary: fc.constant(new Uint8Array()) },
);

// --- Headers

/** What HTTP lets a header's value be. */
const headerText = fc
	.array(fc.integer({ min: 0x20, max: 0xff }), { maxLength: 40 })
	.map((codes) => String.fromCharCode(...codes.filter((code) => code !== 0x7f)));

const contentType = fc.option(
	fc.oneof(
		fc.constantFrom(
			...['application/json', 'application/json; charset=utf-16', 'APPLICATION/JSON', 'text/plain'],
			...['application/x-www-form-urlencoded', 'multipart/form-data', 'application/xml', ''],
			...['multipart/form-data; boundary=x', 'image/png', 'application/json, text/plain', ';', '/'],
		),
		headerText,
	),
	{ nil: undefined },
);

/** Over n8n's own limit of 16 MiB once it is unpacked. */
const bomb = gzipSync(Buffer.alloc(17 * 1024 * 1024));

const encode = {
	none: (body: Uint8Array): Uint8Array => body,
	gzip: (body: Uint8Array): Uint8Array => gzipSync(body),
	deflate: (body: Uint8Array): Uint8Array => deflateSync(body),
	'raw deflate': (body: Uint8Array): Uint8Array => deflateRawSync(body),
	'half of gzip': (body: Uint8Array): Uint8Array => {
		const whole = gzipSync(body);
		return whole.subarray(0, whole.length / 2);
	},
	'more behind gzip': (body: Uint8Array): Uint8Array =>
		Buffer.concat([gzipSync(body), Buffer.from('more')]),
	bomb: (): Uint8Array => bomb,
};

type Encoding = keyof typeof encode;

/** What is said and what was done need not agree. */
const encoding = fc.record({
	said: fc.oneof(
		{ weight: 5, arbitrary: fc.constant(undefined) },
		{ weight: 4, arbitrary: fc.constantFrom('gzip', 'deflate') },
		{ weight: 2, arbitrary: fc.constantFrom('br', 'identity', 'GZIP', 'gzip, gzip', 'zstd') },
		{ weight: 1, arbitrary: headerText },
	),
	done: fc.oneof(
		fc.constant<Encoding>('none'),
		fc.constantFrom(...(Object.keys(encode) as Encoding[])),
	),
});

const otherHeaders = fc.dictionary(
	fc.constantFrom(
		...[
			'accept',
			'accept-encoding',
			'cookie',
			'user-agent',
			'x-forwarded-for',
			'x-forwarded-proto',
		],
		...['x-http-method-override', 'x-original-url', 'if-none-match', 'origin', 'referer', 'via'],
	),
	headerText,
	{ maxKeys: 3 },
);

// --- The secret, and what looks like it

type Proof = (subject: Subject) => { query?: string; authorization?: string | string[] };

const right: Proof = ({ way, secret, authorization }) =>
	way === 'forward' ? { query: `?secret=${secret}` } : { authorization };

/** The secret among what does not matter. */
const rightWithMore = fc
	.tuple(
		fc.array(fc.constantFrom('a=1', 'b', '__proto__=x', '%zz=%00', 'Secret=1', 'secret2=x')),
		headerText,
	)
	.map(
		([more, text]): Proof =>
			({ way, secret, authorization }) =>
				way === 'forward'
					? { query: `?${[...more, `secret=${secret}`].join('&')}`, authorization: text }
					: { query: `?${more.join('&')}`, authorization },
	);

const bend = fc.constantFrom<(secret: string) => string>(
	() => '',
	(secret) => secret.slice(1),
	(secret) => secret.slice(0, -1),
	(secret) => `${secret}0`,
	(secret) => `0${secret}`,
	(secret) => secret + secret,
	(secret) => secret.repeat(60),
	(secret) => (secret.startsWith('0') ? '1' : '0') + secret.slice(1),
	(secret) => `${secret}\u0000`,
	(secret) => ` ${secret}`,
	(secret) => `"${secret}"`,
	(secret) => `${Array.from(secret).reverse().join('')}.`,
	() => '0'.repeat(64),
	() => '[object Object]',
	() => 'undefined',
);

const wrongQuery = fc.oneof(
	fc.constant((): string => ''),
	bend.map((bent) => (secret: string) => `?secret=${encodeURIComponent(bent(secret))}`),
	fc.string({ unit: 'grapheme-ascii' }).map((text) => () => `?secret=${encodeURIComponent(text)}`),
	fc.constantFrom<(secret: string) => string>(
		(secret) => `?secret=${secret}&secret=${secret}`,
		(secret) => `?secret=&secret=${secret}`,
		(secret) => `?secret=${secret}&secret=x`,
		(secret) => `?secret=${secret}&a=1&%73ecret=${secret}`,
		(secret) => `?secret[]=${secret}`,
		(secret) => `?secret[0]=${secret}`,
		(secret) => `?secret[length]=${secret}`,
		(secret) => `?Secret=${secret}`,
		(secret) => `?secret%00=${secret}`,
		(secret) => `?__proto__[secret]=${secret}`,
		(secret) => `?token=${secret}#secret=${secret}`,
		(secret) => `?=${secret}`,
		(secret) => `?${secret}`,
		(secret) => `?${'a=1&'.repeat(300)}x=${secret}`,
		() => '?secret=%zz%00%ff',
		() => '?secret',
	),
);

const loginOf = (authorization: string): string =>
	Buffer.from(authorization.slice('Basic '.length), 'base64').toString();

const wrongAuthorization = fc.oneof(
	headerText.map((text) => () => text),
	headerText.map((text) => () => `Basic ${text}`),
	fc
		.uint8Array({ maxLength: 60 })
		.map((bytes) => () => `Basic ${Buffer.from(bytes).toString('base64')}`),
	bend.map((bent) => (authorization: string) => basic(bent(loginOf(authorization)))),
	bend.map((bent) => (authorization: string) => {
		const [username = '', password = ''] = loginOf(authorization).split(':');
		return basic(`${username}:${bent(password)}`);
	}),
	fc.constantFrom<(authorization: string) => string | string[]>(
		(authorization) => authorization.replace('Basic ', 'Bearer '),
		(authorization) => authorization.replace('Basic ', ''),
		(authorization) => `${authorization}, ${authorization}`,
		(authorization) => authorization.toUpperCase(),
		(authorization) => authorization.slice(0, -4),
		(authorization) => `Basic ${loginOf(authorization)}`,
		(authorization) => ['Basic x', authorization],
		(authorization) => basic(loginOf(authorization).split(':').reverse().join(':')),
		(authorization) => basic(`${loginOf(authorization)}:`),
		(authorization) => `Basic ${'A'.repeat(4000)}${authorization}`,
	),
);

/** Neither of the two is right, though each may carry the other's. */
const wrong = fc
	.record({ query: wrongQuery, authorization: fc.option(wrongAuthorization, { nil: undefined }) })
	.map(
		({ query, authorization }): Proof =>
			(subject) => ({
				query: query(subject.way === 'forward' ? subject.secret : `x${subject.secret}`),
				...(authorization && { authorization: headerSafe(authorization(subject.authorization)) }),
			}),
	);

const headerSafe = (value: string | string[]): string | string[] =>
	typeof value === 'string' ? value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '') : value;

// --- Calling

interface Call {
	body: Uint8Array;
	contentType: string | undefined;
	encoding: { said: string | undefined; done: Encoding };
	others: Record<string, string>;
	chunked: boolean;
	proof: Proof;
}

const callWith = (proof: fc.Arbitrary<Proof>): fc.Arbitrary<Call> =>
	fc.record({
		body: anyBody,
		contentType,
		encoding: fc.oneof(
			{ weight: 3, arbitrary: fc.constant({ said: undefined, done: 'none' as const }) },
			{ weight: 1, arbitrary: encoding },
		),
		others: otherHeaders,
		chunked: fc.boolean(),
		proof,
	});

async function send(subject: Subject, call: Call): Promise<number> {
	const { query = '', authorization } = call.proof(subject);
	const body = encode[call.encoding.done](call.body);
	const headers: Record<string, OutgoingHttpHeader> = {
		...call.others,
		...(call.contentType !== undefined && { 'content-type': call.contentType }),
		...(call.encoding.said !== undefined && { 'content-encoding': call.encoding.said }),
		...(authorization !== undefined && { authorization }),
		...(call.chunked ? { 'transfer-encoding': 'chunked' } : { 'content-length': body.length }),
	};
	const { hostname, port } = new URL(subject.trigger.url());
	const path = subject.path + query.replace(/#.*/, '');
	return await new Promise((resolve, reject) => {
		const outgoing = request(
			{ method: 'POST', hostname, port, path, headers, agent, timeout: patienceMs },
			(response) => {
				response.resume();
				response.on('end', () => {
					resolve(response.statusCode ?? 0);
				});
				response.on('error', reject);
			},
		);
		outgoing.on('timeout', () => outgoing.destroy(new Error('It is not answered')));
		outgoing.on('error', reject);
		outgoing.end(body);
	});
}

/** The results of a body that hold something; undefined if it is not a body of Infobip's. */
function resultsIn(body: Uint8Array): object[] | undefined {
	try {
		const { results } = JSON.parse(Buffer.from(body).toString('utf8')) as { results?: unknown };
		return Array.isArray(results) && results.every(isJsonObject)
			? results.filter((result) => Object.keys(result).length > 0)
			: undefined;
	} catch {
		return undefined;
	}
}

/** Sends the call; gives the items of the execution that it started, undefined if it started none. */
async function itemsOf(
	subject: Subject,
	call: Call,
): Promise<{ status: number; items?: object[] }> {
	const status = await send(subject, call);
	calls += 1;
	answers.set(status, (answers.get(status) ?? 0) + 1);
	const executions = await subject.trigger.executions();
	const [execution, ...more] = executions.slice(subject.executions);
	subject.executions = executions.length;
	expect(more).toEqual([]);
	expect(execution?.error).toBeUndefined();
	if (execution === undefined) return { status };
	started += 1;
	return { status, items: execution.items.map(({ json }) => json) };
}

function expectStableShape({ hasRaw }: Subject, item: object): void {
	const { raw, parts, platform, ...members } = item as Record<string, unknown>;
	if (hasRaw) expect(raw).toBeDefined();
	expect(Object.keys(item)).toEqual(expect.arrayContaining(membersOf[String(members['event'])]!));
	expect(Object.keys(item).filter((name) => !known.includes(name))).toEqual([]);
	expect(parts === undefined || Array.isArray(parts)).toBe(true);
	expect(['undefined', 'object']).toContain(typeof platform);
	for (const value of Object.values(members)) {
		const isPlain = value === null || ['string', 'boolean'].includes(typeof value);
		expect(isPlain || Number.isFinite(value)).toBe(true);
	}
}

/** A Forward action is for messages only: reports that come to it are dropped by *Trigger On*. */
function expectNothingLost({ way }: Subject, results: object[], items: object[]): void {
	const isTooDeep = items.length === 1 && typeof (items[0] as { raw?: unknown }).raw === 'string';
	if (isTooDeep) return;
	if (way === 'page') expect(items).toHaveLength(results.length);
	expect(items.length).toBeLessThanOrEqual(results.length);
}

const subjects: [string, Receiver, boolean, number][] = [
	['a Forward action', 'forward', false, seed],
	['a Forward action, with Include Raw', 'forward', true, seed + 1],
	['a Page', 'page', false, seed + 2],
	['a Page, with Include Raw', 'page', true, seed + 3],
];
const callsEach = callsInAll / subjects.length / 2;

describe.each(subjects)('the trigger of %s', (_name, way, hasRaw, ownSeed) => {
	let subject: Subject;

	beforeEach(async () => {
		subject = await published(way, hasRaw);
	});

	it('answers whoever has the secret with 200, 400 or 413, and makes whole items', async () => {
		const property = fc.asyncProperty(
			callWith(fc.oneof(fc.constant(right), rightWithMore)),
			async (call) => {
				const { status, items } = await itemsOf(subject, call);
				expect([200, 400, 413]).toContain(status);
				if (status !== 200) expect(items).toBeUndefined();
				if (call.encoding.said === undefined && call.encoding.done === 'none') {
					expect(status).toBe(200);
					const results = resultsIn(call.body);
					if (results !== undefined) expectNothingLost(subject, results, items ?? []);
				}
				for (const item of items ?? []) expectStableShape(subject, item);
			},
		);
		await fc.assert(property, { seed: ownSeed, numRuns: callsEach });
	});

	it('answers whoever does not have it with 401, and starts nothing', async () => {
		const property = fc.asyncProperty(callWith(wrong), async (call) => {
			const { status, items } = await itemsOf(subject, call);
			expect(status).toBe(401);
			expect(items).toBeUndefined();
		});
		await fc.assert(property, { seed: ownSeed, numRuns: callsEach });
	});

	it('answers on a connection on which a large body has broken just before', async () => {
		const call = {
			contentType: 'application/json',
			others: {},
			chunked: true,
			proof: right,
		};
		const broken = { said: 'gzip', done: 'none' as const };
		const whole = { said: undefined, done: 'none' as const };
		const large = Buffer.alloc(4 * 1024 * 1024, 'x');
		const body = asBytes(envelopeOf(`[${documented[0] ?? ''}]`));
		expect(await send(subject, { ...call, body: large, encoding: broken })).toBe(400);
		expect(await send(subject, { ...call, body, encoding: whole })).toBe(200);
		expect(await send(subject, { ...call, body: large, encoding: broken, proof: () => ({}) })).toBe(
			401,
		);
		expect(await send(subject, { ...call, body, encoding: whole })).toBe(200);
	});

	afterEach(() => {
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
	});
});
