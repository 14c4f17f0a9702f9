/**
 * What n8n-core reads from the environment, set before it is loaded: this module has to be the first
 * import of every module that imports n8n-core. Without it n8n-core would write into the user's own
 * `~/.n8n` and log to the console.
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Holds n8n's settings file and log; removed by `Engine.close`. */
export const userFolder = mkdtempSync(join(tmpdir(), 'infobip-facebook-engine-'));

/** Everything n8n and the nodes log at any level, so that a test can look for a leaked secret. */
export const logFile = join(userFolder, 'n8n.log');

Object.assign(process.env, {
	N8N_USER_FOLDER: userFolder,
	N8N_ENCRYPTION_KEY: 'engine-tests-only',
	N8N_LOG_LEVEL: 'debug',
	N8N_LOG_OUTPUT: 'file',
	N8N_LOG_FILE_LOCATION: logFile,
	// The sandbox and the webhook server are on loopback; a proxy of the machine must not see them.
	NO_PROXY: '127.0.0.1,localhost',
});
