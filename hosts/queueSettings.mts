/** What the processes of an n8n in queue mode share. */
export interface QueueServices {
	/** Of a PostgreSQL database that is this n8n's alone, with user and password. */
	databaseUrl: URL;
	/** Of a Redis, with its user, password and database number where it has them; `rediss:` for TLS. */
	redisUrl: URL;
	/** The beginning of every key that n8n makes in Redis, `:` between. */
	redisPrefix: string;
}

/** n8n's variables for queue mode, but for those that differ from process to process. */
export function queueSettings({
	databaseUrl,
	redisUrl,
	redisPrefix,
}: QueueServices): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		// So that a production call can reach the webhook processor alone.
		N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: hostOf(databaseUrl),
		DB_POSTGRESDB_PORT: databaseUrl.port || '5432',
		DB_POSTGRESDB_DATABASE: decodeURIComponent(databaseUrl.pathname.slice(1)),
		DB_POSTGRESDB_USER: decodeURIComponent(databaseUrl.username),
		DB_POSTGRESDB_PASSWORD: decodeURIComponent(databaseUrl.password),
		QUEUE_BULL_REDIS_HOST: hostOf(redisUrl),
		QUEUE_BULL_REDIS_PORT: redisUrl.port || '6379',
		QUEUE_BULL_REDIS_DB: redisUrl.pathname.slice(1) || '0',
		QUEUE_BULL_REDIS_USERNAME: decodeURIComponent(redisUrl.username),
		QUEUE_BULL_REDIS_PASSWORD: decodeURIComponent(redisUrl.password),
		QUEUE_BULL_REDIS_TLS: String(redisUrl.protocol === 'rediss:'),
		QUEUE_BULL_PREFIX: `${redisPrefix}:bull`,
		N8N_REDIS_KEY_PREFIX: `${redisPrefix}:n8n`,
	};
}

/** An IPv6 address is in brackets in a URL, and nowhere else. */
function hostOf({ hostname }: URL): string {
	return hostname.replace(/^\[(.*)\]$/, '$1');
}
