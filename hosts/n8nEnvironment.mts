import { randomBytes } from 'node:crypto';
import { delimiter, join } from 'node:path';

import type { N8nHost } from './n8nHost.mts';
import { filesFolder } from './userFolder.mts';

/** Settings of the caller's own n8n would otherwise reach into this one: its database, its queue. */
const FOREIGN_SETTINGS = /^(N8N_|DB_|QUEUE_|EXECUTIONS_|WEBHOOK_URL$|CREDENTIALS_|OFFLOAD_)/;

export interface ProcessSettings {
	userFolder: string;
	/** Where this process listens; a worker does so for its readiness probe alone. */
	port: number;
	/** Of its task runners: every process on a machine needs its own. */
	brokerPort: number;
}

/** The environment of an n8n on this machine that nobody but us uses, with an encryption key of its own. */
export function n8nEnvironment(
	host: N8nHost,
	{ userFolder, port, brokerPort }: ProcessSettings,
): NodeJS.ProcessEnv {
	const inherited = Object.entries(process.env).filter(([name]) => !FOREIGN_SETTINGS.test(name));
	return {
		...Object.fromEntries(inherited),
		PATH: [join(host.directory, 'node_modules', '.bin'), process.env['PATH']].join(delimiter),
		// The sandbox is on this machine; a company's proxy could not reach it.
		NO_PROXY: ['127.0.0.1', 'localhost', process.env['NO_PROXY']].filter(Boolean).join(','),
		N8N_USER_FOLDER: userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		// The login cookie would otherwise be for https only.
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_RESTRICT_FILE_ACCESS_TO: filesFolder(userFolder),
		...host.environment,
	};
}
