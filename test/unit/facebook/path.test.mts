import fc from 'fast-check';

import { deleteAction } from '../../../infobip/facebook/actions.ts';
import { deleteApplication } from '../../../infobip/facebook/applications.ts';
import { deleteConfiguration } from '../../../infobip/facebook/configurations.ts';
import { actionPath } from '../../../infobip/facebook/path.ts';
import { answering } from '../recordingTransport.mts';

/** The path that is called in the end: an HTTP client resolves dots before it sends. */
const called = (path: string): string => new URL(path, 'https://api.infobip.com').pathname;

describe('paths', () => {
	it('have the three levels of the Push API', () => {
		expect(actionPath('A', 'C', 'K')).toBe('/facebook/1/applications/A/configurations/C/actions/K');
	});

	it('stay what they are, whatever the keys hold', () => {
		const key = fc
			.oneof(
				fc.string({ minLength: 1 }),
				fc.constantFrom('a/b', '../x', 'a?b', 'a#b', 'a%2fb', 'ž'),
			)
			.filter((text) => !/^\.{1,2}$/.test(text));
		fc.assert(
			fc.property(key, key, key, (application, configuration, action) => {
				const path = actionPath(application, configuration, action);
				const parts = called(path).split('/').map(decodeURIComponent);
				expect(parts).toEqual([
					'',
					'facebook',
					'1',
					'applications',
					application,
					'configurations',
					configuration,
					'actions',
					action,
				]);
				expect(called(path)).toBe(path);
			}),
		);
	});
});

describe.each(['.', '..'])('the key %j', (key) => {
	it.each<[string, (transport: ReturnType<typeof answering>['transport']) => Promise<void>]>([
		['application', async (transport) => deleteApplication(transport, key)],
		['configuration', async (transport) => deleteConfiguration(transport, 'A', key)],
		[
			'action',
			async (transport) =>
				deleteAction(transport, { applicationKey: 'A', configurationKey: 'C' }, key),
		],
	])('of one %s does not lead to the deletion of what is above it', async (_, deletion) => {
		const { transport, requests } = answering({ status: 204 });
		await deletion(transport).catch(() => undefined);
		for (const { path } of requests) expect(called(path)).toBe(path);
	});
});
