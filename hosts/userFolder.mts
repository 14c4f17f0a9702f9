import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { placeCommunityPackage } from './communityPackage.mts';

/**
 * A temporary user folder for one n8n process.
 *
 * @param packageDirectory a built n8n node package that is installed into it.
 */
export async function createUserFolder(packageDirectory?: string): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'n8n-for-infobip-'));
	try {
		mkdirSync(filesFolder(folder));
		if (packageDirectory !== undefined) await placeCommunityPackage(packageDirectory, folder);
	} catch (error) {
		removeUserFolder(folder);
		throw error;
	}
	return folder;
}

/** Where workflows of this n8n may read and write files. */
export function filesFolder(userFolder: string): string {
	return join(userFolder, 'files');
}

/** n8n may still be writing its last lines into it. */
export function removeUserFolder(folder: string): void {
	rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
