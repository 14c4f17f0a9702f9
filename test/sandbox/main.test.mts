import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { startSandbox } from '../../sandbox/server.mts';
import { waitUntil } from './waitUntil.mts';

/** `npm run sandbox`, as Node runs it: TypeScript without a build. */
class Run {
	output = '';
	readonly process: ChildProcess;

	constructor(environment: Record<string, string>) {
		this.process = spawn(
			process.execPath,
			[resolve(import.meta.dirname, '../../sandbox/main.mts')],
			{
				env: { PATH: process.env.PATH, ...environment },
			},
		);
		for (const stream of [this.process.stdout, this.process.stderr]) {
			stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
		}
	}

	async ends(): Promise<unknown> {
		if (this.process.exitCode === null) await once(this.process, 'exit');
		return this.process.exitCode;
	}
}

describe('npm run sandbox', () => {
	it.each(['SIGINT', 'SIGTERM'] as const)('says how to use it and stops on %s', async (signal) => {
		const run = new Run({ SANDBOX_PORT: '0', SANDBOX_SECONDS_PER_MINUTE: '0.5' });
		try {
			await waitUntil('it runs', () => run.output.includes('Ctrl+C'));
			const url = /http:\/\/127\.0\.0\.1:\d+/.exec(run.output)?.[0] ?? '';
			const key = /[0-9A-F]{32}/.exec(run.output)?.[0] ?? '';
			expect(run.output).toContain('takes 0.5 s here');
			expect(run.output).toContain('102030405060708');
			const { origin } = new URL(url);
			expect(run.output).toContain(`${origin}/?page=102030405060708\n`);
			expect(run.output).toContain(`${origin}/?application=${key}\n`);
			const authorization = 'App sandbox-api-key';
			const headers = { authorization };
			const answer = await fetch(`${origin}/facebook/1/applications/${key}`, { headers });
			expect(answer.status).toBe(200);
			run.process.kill(signal);
			expect(await run.ends()).toBe(0);
		} finally {
			run.process.kill('SIGKILL');
		}
	});

	it('says in a sentence that the port is in use', async () => {
		const other = await startSandbox();
		const port = new URL(other.url).port;
		try {
			const run = new Run({ SANDBOX_PORT: port });
			expect(await run.ends()).toBe(1);
			expect(run.output).toContain(`Port ${port} is in use`);
			expect(run.output).not.toContain('    at ');
		} finally {
			await other.close();
		}
	});

	it.each(['SANDBOX_PORT', 'SANDBOX_SECONDS_PER_MINUTE'])('says what %s must be', async (name) => {
		const run = new Run({ [name]: 'soon' });
		expect(await run.ends()).toBe(1);
		expect(run.output).toBe(`${name} must be a number, not "soon".\n`);
	});
});
