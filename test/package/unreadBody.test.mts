/**
 * The trigger has n8n leave the body of a call unread, by a parameter that n8n does not document. Each
 * n8n that is installed is held to it; `npm run test:e2e` installs both, and asks the same there.
 */
import { existsSync } from 'node:fs';

import { n8nHost } from '../../hosts/n8nHost.mts';
import { unreadBodyFindings, webhookHelpersOf } from './unreadBody.mts';

describe.each(['n8n-1', 'n8n-2'].map((name) => n8nHost(name)))('$name', (host) => {
	const isInstalled = existsSync(webhookHelpersOf(host));

	(isInstalled ? it : it.skip)('leaves the body of a call unread as properties.ts says', () => {
		expect(unreadBodyFindings(host)).toEqual([]);
	});
});
