import type { QueueServices } from '../../hosts/queueSettings.mts';
import { ownDatabase } from '../ownDatabase.mts';
import type { OwnDatabase } from '../ownDatabase.mts';
import { serviceAddress } from '../serviceAddress.mts';
import { Redis } from './Redis.mts';

/** Where a machine of one's own has it. */
const USUAL_REDIS = 'redis://127.0.0.1:6379';

/** A database and a prefix in Redis that nobody else has, until they are removed. */
export interface OwnServices extends QueueServices {
	/** Takes away all that was made in PostgreSQL and Redis. Safe to call again. */
	remove(): Promise<void>;
}

/**
 * Makes a database in the PostgreSQL of `DATABASE_URL`, and takes its name as prefix of the keys in
 * the Redis of `REDIS_URL`.
 *
 * @throws Error saying which one is not there, and how to name another.
 */
export async function ownServices(): Promise<OwnServices> {
	const redisUrl = serviceAddress('REDIS_URL', USUAL_REDIS);
	await needRedis(redisUrl);
	const database = await ownDatabase();
	const redisPrefix = database.url.pathname.slice(1);
	let removal: Promise<void> | undefined;
	return {
		databaseUrl: database.url,
		redisUrl,
		redisPrefix,
		remove: () => (removal ??= remove(database, redisUrl, redisPrefix)),
	};
}

async function remove(database: OwnDatabase, redisUrl: URL, redisPrefix: string): Promise<void> {
	await database.drop();
	const redis = await Redis.connect(redisUrl);
	try {
		const keys = await redis.keysFrom(redisPrefix);
		if (keys.length > 0) await redis.ask('UNLINK', ...keys);
	} finally {
		redis.close();
	}
}

async function needRedis(url: URL): Promise<void> {
	try {
		(await Redis.connect(url)).close();
	} catch (error) {
		const text = `no Redis at ${url.host}; REDIS_URL names another, such as redis://user:password@host:6379/0`;
		throw new Error(text, { cause: error });
	}
}
