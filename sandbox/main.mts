import { parseArgs } from 'node:util';

import { keyFor } from './platform/keys.mts';
import { startRecorder } from './recording/record.mts';
import { startReplay } from './recording/replay.mts';
import { chatAddress, DEMO_PAGE_ID, startSandbox } from './server.mts';
import type { Sandbox } from './server.mts';

const DEFAULT_PORT = 8787;
const DEMO_APPLICATION_KEY = keyFor('demo application');

const OPTIONS = {
	record: { type: 'string' },
	target: { type: 'string' },
	n8n: { type: 'string' },
	replay: { type: 'string' },
} as const;

/**
 * `npm run sandbox`: SANDBOX_PORT and SANDBOX_SECONDS_PER_MINUTE change port and clock.
 * `-- --record FILE --target URL [--n8n URL]` records what passes between an n8n and the real
 * Infobip, `-- --replay FILE` plays a recording.
 */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: OPTIONS });
	const port = readNumber('SANDBOX_PORT', DEFAULT_PORT);
	if (values.record !== undefined) await record(values.record, values, port);
	else if (values.replay !== undefined) await replay(values.replay, port);
	else await runSandbox(port);
}

async function runSandbox(port: number): Promise<void> {
	const secondsPerMinute = readNumber('SANDBOX_SECONDS_PER_MINUTE', 60);
	const sandbox = await startSandbox({
		port,
		secondsPerMinute,
		demoApplicationKey: DEMO_APPLICATION_KEY,
		demoPageId: DEMO_PAGE_ID,
		unknownRecipients: 'reject',
	});
	console.log(welcome(sandbox, secondsPerMinute));
	onStop(async () => {
		console.log('\nThe sandbox stops.');
		await sandbox.close();
	});
}

async function record(
	file: string,
	{ target, n8n }: { target?: string | undefined; n8n?: string | undefined },
	port: number,
): Promise<void> {
	if (target === undefined) {
		throw new Error('--record needs --target, the Base URL of your Infobip account.');
	}
	const recorder = await startRecorder({ file, target, port, ...(n8n !== undefined && { n8n }) });
	console.log(`Recording into ${file}.

  Base URL for the credential   ${recorder.url}
  Requests are passed on to     ${target}
  Webhooks are passed on to     ${n8n ?? 'nobody (name your n8n with --n8n http://localhost:5678)'}

User keys, texts, names, phone numbers, tokens and keys are replaced before they are written, and
the login is never written. Read the file before you share it. Stop with Ctrl+C.`);
	onStop(async () => {
		await recorder.close();
		console.log(`\n${recorder.count()} exchanges are in ${file}.`);
	});
}

async function replay(file: string, port: number): Promise<void> {
	const server = await startReplay({ file, port });
	console.log(`Replaying ${file}.

  Base URL for the credential   ${server.url}

Any login is accepted. Stop with Ctrl+C.`);
	onStop(async () => {
		await server.close();
		console.log(`\n${server.played()} recorded exchanges were played.`);
	});
}

function onStop(stop: () => Promise<void>): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			stop().catch(complain);
		});
	}
}

function welcome({ url, username, password, apiKey }: Sandbox, secondsPerMinute: number): string {
	const play = { applicationKey: DEMO_APPLICATION_KEY, message: { type: 'TEXT', text: 'Hello' } };
	return `The Infobip sandbox is running. Nothing sent here reaches Infobip or Facebook.

  Base URL         ${url}
  Username         ${username}
  Password         ${password}
  API key          ${apiKey}
  Application key  ${DEMO_APPLICATION_KEY}
  Page ID          ${DEMO_PAGE_ID}
  Retries          one of Infobip's minutes takes ${secondsPerMinute} s here

Play the customer in a browser:

  ${chatAddress(url, { page: DEMO_PAGE_ID })}
  ${chatAddress(url, { application: DEMO_APPLICATION_KEY })}

Or let a customer write from here:

  curl ${url}/_sandbox/customers/1000000000000001/messages -d '${JSON.stringify(play)}'

Read what was said:

  curl ${url}/_sandbox/conversations/1000000000000001

Stop with Ctrl+C.`;
}

function readNumber(name: string, fallback: number): number {
	const text = process.env[name];
	if (text === undefined || text === '') return fallback;
	const value = Number(text);
	if (!(value >= 0)) throw new Error(`${name} must be a number, not "${text}".`);
	return value;
}

function complain(error: unknown): void {
	process.exitCode = 1;
	if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
		const port = process.env.SANDBOX_PORT ?? DEFAULT_PORT;
		console.error(
			`Port ${port} is in use, perhaps by another sandbox. Stop that one, or set SANDBOX_PORT to a free port.`,
		);
	} else {
		console.error(error instanceof Error ? error.message : error);
	}
}

main().catch(complain);
