/**
 * `npm run release:check`: everything short of publishing. `--tag <name>`: the tag that is being
 * published, which has to be the version; without it, the version must not have been tagged yet, or
 * the changelog must have lines that wait for the next one.
 *
 * A line for each step says what it found. Goes on after a step that does not hold, so that one run
 * tells all; exits with 0 when every step holds.
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { tellWhy } from '../../demo/Steps.mts';
import { textAt } from '../../hosts/jsonShape.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { packTarball } from '../package/packedTarball.mts';
import { compareContents } from '../package/tarballContents.mts';
import { changelogSection } from './changelog.mts';
import { compatibilityFindings, testedVersions } from './compatibility.mts';
import { checkLockfile } from './npmVersions.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const COMMAND_SECONDS = 30 * 60;

/** @returns what it found, in a line or a few. @throws Error saying what does not hold. */
type Step = () => Promise<string> | string;

const { values } = parseArgs({ options: { tag: { type: 'string' } } });
const manifest: unknown = JSON.parse(read('package.json'));
const version = textAt(manifest, 'version');

const steps: [name: string, step: Step][] = [
	['working tree', workingTree],
	['version', versionIsFree],
	['changelog', changelogTells],
	['compatibility', compatibilityIsTrue],
	['lockfile', async () => await checkLockfile(REPOSITORY)],
	['lint', lint],
	['scan', scan],
	['contents', contents],
	...testedVersions(REPOSITORY).map(({ host }): [string, Step] => [
		`install, ${host}`,
		() => install(host),
	]),
];

let failed = 0;
for (const [name, step] of steps) {
	const started = Date.now();
	const took = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
	try {
		const found = await step();
		console.log(`ok      ${name}: ${found} (${took()})`);
	} catch (error) {
		failed += 1;
		console.log(`not ok  ${name}: ${tellWhy(error).replaceAll('\n', '\n        ')} (${took()})`);
	}
}
console.log(`\n${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** A warning only: what is not committed is not what the tag will hold, but may be checked. */
async function workingTree(): Promise<string> {
	const changes = lines(await run('git', 'status', '--porcelain'));
	return changes.length === 0
		? 'clean'
		: `a warning: ${changes.length} files are not committed, ${changes.join(', ')}`;
}

async function versionIsFree(): Promise<string> {
	if (values.tag !== undefined) {
		if (values.tag === version) return `${version}, as the tag`;
		throw new Error(`The tag is ${values.tag}, and package.json says ${version}`);
	}
	const tags = lines(await run('git', 'tag', '--list', version));
	if (tags.length === 0) return `${version}, not tagged yet`;
	const finding = `${version} is tagged already: choose the next one`;
	// Between two versions that is how it has to be; once the changelog names a version it is not.
	if (unreleased().length > 0) return `a warning: ${finding}`;
	throw new Error(finding);
}

function changelogTells(): string {
	const section = changelogSection(read('CHANGELOG.md'), version) ?? [];
	if (section.length === 0) throw new Error(`CHANGELOG.md tells nothing of ${version}`);
	const told = `${section.length} lines about ${version}`;
	const waiting = unreleased();
	if (waiting.length === 0) return told;
	const warning = `“Unreleased” still has ${waiting.length} lines: move them to the version`;
	if (values.tag !== undefined) throw new Error(warning);
	return `${told}; a warning: ${warning}`;
}

function unreleased(): readonly string[] {
	return changelogSection(read('CHANGELOG.md'), 'Unreleased') ?? [];
}

function compatibilityIsTrue(): string {
	const tested = testedVersions(REPOSITORY);
	const findings = compatibilityFindings(read('README.md'), tested);
	if (findings.length > 0) throw new Error(findings.join('\n'));
	return `the README names n8n ${tested.map(({ n8n }) => n8n).join(' and ')}, as hosts/ does`;
}

async function lint(): Promise<string> {
	await npmRun('lint');
	return 'no finding';
}

/** Builds, too, so that the steps after it see what the sources are now. */
async function scan(): Promise<string> {
	return (await npmRun('scan')).filter((line) => line.startsWith('scan of')).join('; ');
}

async function contents(): Promise<string> {
	const tarball = await packTarball(REPOSITORY);
	try {
		const { missing, foreign } = compareContents(REPOSITORY, tarball.files);
		if (missing.length + foreign.length > 0) {
			throw new Error(`Missing: ${missing.join(', ')}. Not on the list: ${foreign.join(', ')}`);
		}
		return `${tarball.files.length} files in ${tarball.size} bytes, as listed`;
	} finally {
		await tarball.remove();
	}
}

async function install(host: string): Promise<string> {
	return (await npmRun('test:install', '--', '--host', host)).at(-1) ?? '';
}

async function npmRun(script: string, ...args: string[]): Promise<string[]> {
	return lines(await run('npm', 'run', script, ...args));
}

async function run(command: string, ...args: string[]): Promise<string> {
	return await runCommand(command, args, { cwd: REPOSITORY, seconds: COMMAND_SECONDS });
}

function lines(text: string): string[] {
	return text.split('\n').filter((line) => line.trim() !== '');
}

function read(file: string): string {
	return readFileSync(join(REPOSITORY, file), 'utf8');
}
