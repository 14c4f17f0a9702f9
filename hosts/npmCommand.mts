import { runCommand } from './runCommand.mts';

export interface NpmCommand {
	command: string;
	/** Come before npm's own arguments. */
	prefix: readonly string[];
}

/**
 * The first npm that reads `allowScripts` in package.json. An older one runs every install script,
 * among them several that compile native code nobody here uses and stop the installation where
 * there is no compiler.
 */
const NEEDED = { major: 11, minor: 16 };

/** The npm of this machine, or npm 11 through npx where that one is too old. */
export async function npmCommand(directory: string): Promise<NpmCommand> {
	const version = (await runCommand('npm', ['--version'], { cwd: directory, seconds: 60 })).trim();
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const isEnough = major > NEEDED.major || (major === NEEDED.major && minor >= NEEDED.minor);
	return isEnough
		? { command: 'npm', prefix: [] }
		: { command: 'npx', prefix: ['--yes', `npm@${NEEDED.major}`] };
}
