import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** How much of a command's output is kept to explain why it did not work. */
const KEPT_CHARACTERS = 8_000;

export interface CommandOptions {
	cwd: string;
	/** The command is stopped when it takes longer. */
	seconds: number;
	/** Called every `beatSeconds` with the seconds since the start, for commands that say nothing for minutes. */
	onBeat?: (elapsedSeconds: number) => void;
	beatSeconds?: number;
}

/**
 * Runs a command to its end, without a shell and without stdin. It does not outlive this process.
 *
 * @returns what it wrote to stdout.
 * @throws Error with the way it ended and the end of what it wrote, when it does not exit with 0.
 */
export async function runCommand(
	command: string,
	args: readonly string[],
	{ cwd, seconds, onBeat, beatSeconds = 15 }: CommandOptions,
): Promise<string> {
	const started = Date.now();
	const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
	const stop = (): void => {
		child.kill();
	};
	process.once('exit', stop);
	const deadline = setTimeout(stop, seconds * 1000);
	const beat = setInterval(() => {
		onBeat?.(Math.round((Date.now() - started) / 1000));
	}, beatSeconds * 1000);

	let output = '';
	let tail = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => {
		output += text;
		tail = (tail + text).slice(-KEPT_CHARACTERS);
	});
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		tail = (tail + text).slice(-KEPT_CHARACTERS);
	});
	try {
		const ending = await endOf(child);
		if (ending !== 0) {
			const tooLong = Date.now() - started >= seconds * 1000 ? `, stopped after ${seconds} s` : '';
			const line = [command, ...args].join(' ');
			throw new Error(`“${line}” ended with ${ending}${tooLong}:\n${tail.trimEnd()}`);
		}
	} finally {
		clearTimeout(deadline);
		clearInterval(beat);
		process.off('exit', stop);
	}
	return output;
}

/** The exit code, or the signal that ended it. */
function endOf(child: ChildProcess): Promise<number | string> {
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => {
			resolve(code ?? signal ?? 'nothing');
		});
	});
}
