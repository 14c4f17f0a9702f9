/**
 * `node test/package/scan.mts [package folder]`: n8n's scan of community packages as far as it runs
 * without a published package, on the sources and on the packed tarball. The folder has to be built.
 */
import { join, resolve } from 'node:path';

import { analyse } from './analysis.mts';
import type { Analysis } from './analysis.mts';
import { packTarball } from './packedTarball.mts';

const packageDirectory = resolve(process.argv[2] ?? join(import.meta.dirname, '..', '..'));

const sources = await analyse('sources', packageDirectory);
report(sources);

const tarball = await packTarball(packageDirectory);
try {
	const packed = await analyse('tarball', tarball.directory);
	if (!tarball.files.some((file) => file.endsWith('.js'))) {
		packed.findings.push('The tarball holds nothing compiled: run the build first');
	}
	report(packed, `, ${tarball.files.length} files in ${tarball.size} bytes`);
	if (sources.findings.length + packed.findings.length > 0) process.exitCode = 1;
} finally {
	await tarball.remove();
}

function report({ leg, files, findings }: Analysis, more = ''): void {
	const verdict = findings.length === 0 ? 'no finding' : `${findings.length} findings`;
	console.log(`scan of the ${leg}: ${files} files analysed, ${verdict}${more}`);
	for (const finding of findings) console.log(`  ${finding}`);
}
