import { existsSync } from 'node:fs';

import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

/** Where Debian and most other systems put it. */
const USUAL = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Without a sandbox of its own, because in a container it has none; and without calls to anyone. */
const ARGUMENTS = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/**
 * A real Chromium, of this machine: CHROMIUM names it where it is in no usual place.
 *
 * @throws Error saying what to install, where there is none.
 */
export async function launchChromium(): Promise<Browser> {
	return await chromium.launch({ executablePath: browserPath(), args: ARGUMENTS });
}

function browserPath(): string {
	const named = process.env['CHROMIUM'];
	const found = (named === undefined ? USUAL : [named]).find((path) => existsSync(path));
	if (found !== undefined) return found;
	throw new Error(
		named === undefined
			? 'There is no Chromium in a usual place. Install it, or name one in CHROMIUM.'
			: `CHROMIUM names ${named}, and there is nothing.`,
	);
}
