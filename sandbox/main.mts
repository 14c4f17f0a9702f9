import { keyFor } from './platform/keys.mts';
import { chatAddress, DEMO_PAGE_ID, startSandbox } from './server.mts';
import type { Sandbox } from './server.mts';

const DEFAULT_PORT = 8787;
const DEMO_APPLICATION_KEY = keyFor('demo application');

/** `npm run sandbox`: SANDBOX_PORT and SANDBOX_SECONDS_PER_MINUTE change port and clock. */
async function main(): Promise<void> {
	const port = readNumber('SANDBOX_PORT', DEFAULT_PORT);
	const secondsPerMinute = readNumber('SANDBOX_SECONDS_PER_MINUTE', 60);
	const sandbox = await startSandbox({
		port,
		secondsPerMinute,
		demoApplicationKey: DEMO_APPLICATION_KEY,
		demoPageId: DEMO_PAGE_ID,
	});
	console.log(welcome(sandbox, secondsPerMinute));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			console.log('\nThe sandbox stops.');
			sandbox.close().catch(complain);
		});
	}
}

function welcome({ url, username, password, apiKey }: Sandbox, secondsPerMinute: number): string {
	const play = { applicationKey: DEMO_APPLICATION_KEY, message: { type: 'TEXT', text: 'Hello' } };
	return `The Infobip sandbox is running. Nothing sent here reaches Infobip or Facebook.

  Base URL         ${url}
  User name        ${username}
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
