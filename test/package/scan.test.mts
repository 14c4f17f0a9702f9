/** n8n's scan of community packages, run as a command, and the proof that it can fail. */
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
/** The scanner and the command are ES modules, which jest does not load; Node 24 does. */
const node24 = join(root, 'node_modules', 'node', 'bin', 'node');
const copies: string[] = [];

afterAll(() => {
	for (const copy of copies) rmSync(copy, { recursive: true, force: true });
});

it('finds nothing in the sources and in the packed tarball', async () => {
	const { code, output } = await scan(root);
	expect(output).toMatch(/^scan of the sources: \d{2,} files analysed, no finding$/m);
	expect(output).toMatch(
		/^scan of the tarball: [1-9]\d* files analysed, no finding, \d+ files in \d+ bytes$/m,
	);
	expect(code).toBe(0);
});

it('finds a forbidden timer in a source and in a compiled file, whatever a comment says', async () => {
	const copy = copyOfPackage();
	const planted = '\n// eslint-disable-next-line\nsetTimeout(() => undefined, 1);\n';
	appendFileSync(join(copy, 'nodes/InfobipFacebook/InfobipFacebook.node.ts'), planted);
	appendFileSync(join(copy, 'dist/nodes/InfobipFacebook/InfobipFacebook.node.js'), planted);
	const { code, output } = await scan(copy);
	expect(output).toMatch(/scan of the sources: \d+ files analysed, 1 findings/);
	expect(output).toMatch(/scan of the tarball: \d+ files analysed, 1 findings/);
	expect(output.match(/setTimeout.*no-restricted-globals/g)).toHaveLength(2);
	expect(code).toBe(1);
});

it('does not take an empty package for a clean one', async () => {
	const copy = copyOfPackage();
	rmSync(join(copy, 'dist'), { recursive: true });
	mkdirSync(join(copy, 'dist'));
	writeFileSync(join(copy, 'dist/note.txt'), 'nothing built');
	const { code, output } = await scan(copy);
	expect(output).toContain('The tarball holds nothing compiled');
	expect(code).toBe(1);
});

function copyOfPackage(): string {
	mkdirSync(join(root, '.cache'), { recursive: true });
	const copy = mkdtempSync(join(root, '.cache', 'scan-'));
	copies.push(copy);
	for (const part of ['package.json', 'nodes', 'credentials', 'infobip', 'icons', 'dist']) {
		cpSync(join(root, part), join(copy, part), { recursive: true });
	}
	return copy;
}

async function scan(directory: string): Promise<{ code: number; output: string }> {
	const script = join(root, 'test', 'package', 'scan.mts');
	return await new Promise((resolve) => {
		execFile(node24, [script, directory], (error, stdout, stderr) => {
			resolve({ code: error === null ? 0 : Number(error.code), output: stdout + stderr });
		});
	});
}
