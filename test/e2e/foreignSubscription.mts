import axios from 'axios';

import type { World } from './world.mts';

/**
 * A subscription to a Page's events that somebody else made at Infobip, by Infobip's API and without
 * n8n. For consent updates, because no scene makes one: nobody listens at its address.
 */
export async function createForeignSubscription({ sandbox }: World, pageId: string): Promise<void> {
	await axios.post(
		`${sandbox.url}/subscriptions/1/subscription/FACEBOOK`,
		{
			subscriptionId: 'not-made-by-n8n',
			name: 'Not made by n8n',
			events: ['CONSENT_UPDATE'],
			resources: [pageId],
			profile: {
				profileId: 'not-made-by-n8n-profile',
				webhook: { notifyUrl: 'https://hooks.example.com/consent' },
				security: {
					authId: 'not-made-by-n8n-security',
					type: 'BASIC',
					credentials: { username: 'somebody', password: 'else' },
				},
			},
		},
		{
			auth: { username: sandbox.username, password: sandbox.password },
			proxy: false,
			timeout: 10_000,
		},
	);
}
