import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import getPort from 'get-port';

import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import { DEMO_PAGE_ID, startSandbox } from '../../sandbox/server.mts';
import type { FaultRule } from '../../sandbox/server.mts';
import type { Checks } from './Checks.mts';
import { createCertificate } from './certificate.mts';
import { runOurNode } from './ourNode.mts';
import { sandboxCredential } from './world.mts';
import type { World } from './world.mts';

/** For the process of n8n. */
export const DNS_STAND_IN: NodeJS.ProcessEnv = {
	NODE_OPTIONS: `--require ${join(import.meta.dirname, 'dnsStandIn.cjs')}`,
};

type Sender = 'application' | 'page';

/** Nothing has been sent, and that is said, in these words. */
const NEVER_CONNECTED: ReadonlyArray<readonly [string, RegExp]> = [
	['refused', /could not be reached at .*: the connection was refused/],
	['unknown host', /could not be reached at .*: the host name could not be found/],
	[
		'no answer from the resolver (EAI_AGAIN)',
		/could not be reached at .*: the host name could not/,
	],
	['a certificate of its own', /could not be reached at .*: no secure connection could be made/],
	['no TLS', /could not be reached at .*: no secure connection could be made/],
];

/** A request has left: an Application cannot know what became of it, a Page looks it up. */
const CONNECTED: ReadonlyArray<readonly [string, FaultRule, RegExp]> = [
	['reset before acting', { reset: 'before' }, /is unknown: the connection broke/],
	['reset after acting', { reset: 'after' }, /is unknown: the connection broke/],
	['broken off in the body', { transfer: 'lengthTooLong' }, /is unknown: the connection broke/],
	['no answer, not having acted', { hang: 'before' }, /is unknown: no answer came in time/],
	['no answer, having acted', { hang: 'after' }, /is unknown: no answer came in time/],
	['a body that stalls', { stall: true }, /is unknown: no answer came in time/],
	['a body that drips', { dripMs: 1000 }, /is unknown: no answer came in time/],
];

/** A time limit, a whole look-up, and a machine that is busy. */
const LONGEST_SECONDS = 150;
/** The node's own limit for one request, and what n8n needs around it. */
const TIME_LIMIT_MS = 30_000;
const AROUND_MS = 20_000;

/**
 * Every way in which a connection fails, through n8n's own HTTP: what is said about the message is the
 * same on every line of n8n, although they hand over different errors.
 */
export async function connectionFailureScene(world: World, checks: Checks): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
	const selfSigned = createTlsServer(createCertificate(folder, '127.0.0.1').secrets);
	const withoutTls = createHttpServer();
	const addresses = [
		`http://127.0.0.1:${await getPort()}`,
		'http://unknown.localhost',
		'http://unanswered.localhost',
		`https://127.0.0.1:${await listen(selfSigned)}`,
		`https://127.0.0.1:${await listen(withoutTls)}`,
	];
	const senders: readonly Sender[] = ['application', 'page'];
	await Promise.all(
		senders.flatMap((sender) => [
			...NEVER_CONNECTED.map(([name, said], place) =>
				checks.check(`${name}, from ${sender}: not sent`, async () => {
					await assert.rejects(send(world, sender, { baseUrl: addresses[place] }, 0), said);
				}),
			),
			...CONNECTED.map(([name, fault, said]) =>
				checks.check(`${name}, from ${sender}: ${EXPECTED[sender]}`, async () => {
					await failsWhenConnected(world, sender, fault, said);
				}),
			),
		]),
	);
	selfSigned.close();
	withoutTls.close();
	rmSync(folder, { recursive: true });
}

const EXPECTED: Readonly<Record<Sender, string>> = {
	application: 'outcome unknown',
	page: 'found or sent again, once',
};

async function failsWhenConnected(
	world: World,
	sender: Sender,
	fault: FaultRule,
	said: RegExp,
): Promise<void> {
	const sandbox = await startSandbox({ demoPageId: DEMO_PAGE_ID });
	try {
		const form = sandboxCredential(sandbox, sandbox.addApplication());
		sandbox.addFaults({ method: 'POST', times: 1, ...fault });
		const started = Date.now();
		if (sender === 'application') {
			await assert.rejects(send(world, sender, form), said);
			assert.ok(Date.now() - started < TIME_LIMIT_MS + AROUND_MS, 'it did not end in time');
			assert.ok(sandbox.accepted().length <= 1);
		} else {
			assert.equal(typeof (await send(world, sender, form))[0]?.['messageId'], 'string');
			assert.equal(sandbox.accepted().length, 1);
		}
	} finally {
		await sandbox.close();
	}
}

/** @param form what differs from the credential of the scenes */
async function send(world: World, sender: Sender, form: object, retryFor = 90) {
	const data = {
		...sandboxCredential(world.sandbox, world.applicationKey),
		...form,
		sendAndReceiveThrough: sender,
		pageId: DEMO_PAGE_ID,
	};
	const credential = await world.client.createCredential('Failing', API_CREDENTIAL, data);
	const message = { resource: 'message', operation: 'sendText', to: '2406', text: 'Hello' };
	return await runOurNode(
		{ ...world, credentials: { [API_CREDENTIAL]: credential } },
		{ ...message, options: { retryFor } },
		LONGEST_SECONDS,
	);
}

async function listen(server: Server): Promise<number> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return (server.address() as AddressInfo).port;
}
