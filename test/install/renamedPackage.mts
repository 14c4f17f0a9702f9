import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { objectAt, textAt } from '../../hosts/jsonShape.mts';
import { packTarball } from '../package/packedTarball.mts';

/**
 * Calls `use` with a folder that holds what the packed tarball of the repository holds, under another
 * name, and with the next patch version where `isNext`.
 *
 * @returns the version.
 */
export async function withRenamedPackage(
	repository: string,
	name: string,
	isNext: boolean,
	use: (directory: string) => Promise<void>,
): Promise<string> {
	const tarball = await packTarball(repository);
	try {
		const file = join(tarball.directory, 'package.json');
		const manifest = objectAt(JSON.parse(await readFile(file, 'utf8')));
		const version = isNext ? nextPatch(textAt(manifest, 'version')) : textAt(manifest, 'version');
		await writeFile(file, JSON.stringify({ ...manifest, name, version }));
		await use(tarball.directory);
		return version;
	} finally {
		await tarball.remove();
	}
}

function nextPatch(version: string): string {
	const [major, minor, patch] = version.split('.').map(Number);
	return `${major ?? 0}.${minor ?? 0}.${(patch ?? 0) + 1}`;
}
