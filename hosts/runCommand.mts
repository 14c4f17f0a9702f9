import { spawn } from 'node:child_process';

/** How much of a command's output is kept to explain why it did not work. */
const KEPT_CHARACTERS = 8_000;

export interface CommandOptions {
	cwd: string;
	env?: NodeJS.ProcessEnv;
	/** Called about every `beatSeconds` with the seconds since the start, for commands that are silent for minutes. */
	onBeat?: (elapsedSeconds: number) => void;
	beatSeconds?: number;
}

/**
 * Runs a command to its end without a shell and without stdin.
 *
 * @returns what it wrote to stdout.
 * @throws Error with the exit code and the end of what it wrote, when it does not exit with 0.
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	{ cwd, env, onBeat, beatSeconds = 15 }: CommandOptions,
): Promise<string> {
	const started = Date.now();
	const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
	let output = '';
	let tail = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		tail = (tail + text).slice(-KEPT_CHARACTERS);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		tail = (tail + text).slice(-KEPT_CHARACTERS);
	});
	const beat = setInterval(() => {
		onBeat?.(Math.round((Date.now() - started) / 1000));
	}, beatSeconds * 1000);
	try {
		const code = await new Promise<number | string>((resolve, reject) => {
			child.once('error', reject);
			child.once('close', (exitCode, signal) => {
				resolve(exitCode ?? signal ?? 'nothing');
			});
		});
		if (code !== 0) {
			throw new Error(`“${command} ${args.join(' ')}” ended with ${code}:\n${tail.trimEnd()}`);
		}
	} finally {
		clearInterval(beat);
	}
	return output;
}
