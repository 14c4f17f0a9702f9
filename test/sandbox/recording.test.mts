/** Records the sandbox in the place of Infobip, and plays the recording at another client. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import axios from 'axios';
import type { AxiosResponse } from 'axios';

import { parseExactJson } from '../../sandbox/exactJson.mts';
import { startRecorder } from '../../sandbox/recording/record.mts';
import type { Recorder } from '../../sandbox/recording/record.mts';
import { startReplay } from '../../sandbox/recording/replay.mts';
import type { Replay } from '../../sandbox/recording/replay.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { waitUntil } from './waitUntil.mts';

/** What a user of the recorder would not want to read in the file. */
const PRIVATE = {
	appId: '123456789012345678',
	appSecret: 'app-secret-of-the-shop',
	pageAccessToken: 'EAAB-page-access-token',
	pageId: '998877665544332',
	userKey: '2406000000001234',
	phone: '+385911234567',
	email: 'ana.customer@mail.example',
	text: 'Hello Ana, your parcel 4711 is at the harbour',
	answer: 'Thank you, I am at home',
	callbackData: 'crm=99',
	messageId: 'order-77-shipped',
	subscriptionId: 'n8n-0123456789ab',
	username: 'n8n-user-of-the-trigger',
	password: 'b1946ac92492d2347c6235b4d2611184',
	secret: 'c0ffee00c0ffee00c0ffee00c0ffee00',
};

interface Call {
	body: string;
	authorization: string | undefined;
}

let sandbox: Sandbox;
let n8n: Server;
let n8nUrl: string;
let calls: Call[];
let folder: string;
let file: string;
let recorder: Recorder;
let replay: Replay | undefined;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'recording-'));
	file = join(folder, 'recording.jsonl');
	sandbox = await startSandbox();
	calls = [];
	n8n = createServer((request, response) => {
		void keepCall(request).then(() => response.end('{}'));
	});
	await new Promise<void>((resolve) => n8n.listen(0, '127.0.0.1', resolve));
	n8nUrl = `http://127.0.0.1:${(n8n.address() as AddressInfo).port}`;
	recorder = await startRecorder({ file, target: sandbox.url, n8n: n8nUrl });
});

afterEach(async () => {
	await replay?.close();
	replay = undefined;
	await recorder.close();
	n8n.close();
	await sandbox.close();
	rmSync(folder, { recursive: true });
});

async function keepCall(request: IncomingMessage): Promise<void> {
	const chunks = (await request.toArray()) as Buffer[];
	const { authorization } = request.headers;
	calls.push({ body: Buffer.concat(chunks).toString('utf8'), authorization });
}

async function call(
	base: string,
	method: string,
	path: string,
	body?: unknown,
): Promise<AxiosResponse<unknown>> {
	return await axios.request<unknown>({
		method,
		url: base + path,
		auth: { username: sandbox.username, password: sandbox.password },
		...(body !== undefined && { data: typeof body === 'string' ? body : JSON.stringify(body) }),
		headers: { 'Content-Type': 'application/json' },
		validateStatus: () => true,
	});
}

const subscriptionOf = (id: string, notifyUrl: string, password: string) => ({
	subscriptionId: id,
	name: 'n8n production: Orders of Ana',
	events: ['INBOUND_MESSAGE'],
	resources: [PRIVATE.pageId],
	profile: {
		profileId: `${id}-profile`,
		webhook: { notifyUrl, contentType: 'application/json' },
		security: {
			authId: `${id}-security`,
			type: 'BASIC',
			credentials: { username: PRIVATE.username, password },
		},
	},
});

const messageOf = (messageId: string) => ({
	messages: [
		{
			sender: PRIVATE.pageId,
			destinations: [{ to: PRIVATE.userKey, messageId }],
			content: { type: 'TEXT', text: PRIVATE.text },
			webhooks: { callbackData: PRIVATE.callbackData },
		},
	],
});

/** An account set up, a customer who writes, an answer, and requests that are refused. */
async function converse(): Promise<void> {
	sandbox.addPage({ id: PRIVATE.pageId });
	const application = `{"facebook":{"page":{"accessToken":"${PRIVATE.pageAccessToken}"},"application":{"id":${PRIVATE.appId},"secret":"${PRIVATE.appSecret}"}}}`;
	await call(recorder.url, 'POST', '/facebook/1/applications', application);
	const path = `/webhook/7f9c/webhook?secret=${PRIVATE.secret}`;
	const subscription = subscriptionOf(
		PRIVATE.subscriptionId,
		recorder.url + path,
		PRIVATE.password,
	);
	await call(recorder.url, 'POST', '/subscriptions/1/subscription/FACEBOOK', subscription);
	sandbox.customerWrites(PRIVATE.userKey, {
		pageId: PRIVATE.pageId,
		message: { type: 'TEXT', text: PRIVATE.answer },
	});
	await waitUntil('the customer’s message is recorded', () => calls.length === 1);
	await call(recorder.url, 'POST', '/messenger/1/messages', messageOf(PRIVATE.messageId));
	const query = new URLSearchParams({ messageId: PRIVATE.messageId, sender: PRIVATE.pageId });
	await call(recorder.url, 'GET', `/messenger/1/logs?${query.toString()}`);
	await call(recorder.url, 'POST', '/messenger/1/messages', {
		messages: [{ sender: PRIVATE.phone, destinations: [{ to: PRIVATE.email }], content: {} }],
	});
	await call(
		recorder.url,
		'DELETE',
		`/subscriptions/1/subscription/FACEBOOK/${PRIVATE.subscriptionId}`,
	);
}

it('writes no secret and no personal value, and passes everything on as it is', async () => {
	await converse();

	const recording = readFileSync(file, 'utf8');
	expect(recorder.count()).toBe(7);
	const { username, password, apiKey } = sandbox;
	const login = Buffer.from(`${username}:${password}`).toString('base64');
	for (const value of [...Object.values(PRIVATE), 'Orders of Ana', apiKey, login, sandbox.url]) {
		expect(recording).not.toContain(value);
		expect(recording).not.toContain(encodeURIComponent(value));
	}
	expect(calls[0]?.body).toContain(PRIVATE.answer);
	expect(sandbox.requests().every((request) => request.status !== 401)).toBe(true);
});

it('keeps what documents the interface: names, types, statuses and the kinds of values', async () => {
	await converse();

	const exchanges = readFileSync(file, 'utf8')
		.trim()
		.split('\n')
		.map((line) => parseExactJson(line));
	expect(exchanges[3]).toMatchObject({
		to: 'infobip',
		method: 'POST',
		path: '/messenger/1/messages',
		status: 200,
		request: {
			body: {
				messages: [
					{
						sender: expect.stringMatching(/^1\d{14}$/) as string,
						destinations: [{ to: expect.stringMatching(/^1\d{15}$/) as string }],
						content: { type: 'TEXT', text: expect.stringMatching(/^text \d+$/) as string },
					},
				],
			},
		},
		answer: {
			body: { messages: [{ status: { groupName: 'PENDING', name: 'PENDING_ACCEPTED' } }] },
		},
	});
	const [{ sender, from }] = (
		exchanges[2] as { request: { body: { results: [{ sender?: string; from?: string }] } } }
	).request.body.results;
	expect([sender, from]).toContain(
		(exchanges[3] as { request: { body: { messages: [{ destinations: [{ to: string }] }] } } })
			.request.body.messages[0].destinations[0].to,
	);
});

it('plays a recording, with the values of whoever asks', async () => {
	await converse();
	calls = [];
	replay = await startReplay({ file });

	const password = 'another-password';
	const subscription = subscriptionOf('n8n-feedfeedfeed', `${n8nUrl}/webhook/here`, password);
	await call(replay.url, 'POST', '/facebook/1/applications', '{}');
	await call(replay.url, 'POST', '/subscriptions/1/subscription/FACEBOOK', subscription);
	await waitUntil('the recorded message is played', () => calls.length === 1);
	expect(calls[0]?.authorization).toBe(
		`Basic ${Buffer.from(`${PRIVATE.username}:${password}`).toString('base64')}`,
	);
	expect(calls[0]?.body).toContain(PRIVATE.pageId);
	const sent = await call(replay.url, 'POST', '/messenger/1/messages', messageOf('my-own-id'));
	expect(sent.data).toMatchObject({ messages: [{ messageId: 'my-own-id' }] });
});

it('does not record an account over plain http', async () => {
	const target = 'http://api.infobip.example';
	await expect(startRecorder({ file, target })).rejects.toThrow('must be the Base URL');
});
