import { Redis } from 'ioredis';

import type { QueueServices } from '../../hosts/queueSettings.mts';
import { ownDatabase } from '../ownDatabase.mts';
import type { OwnDatabase } from '../ownDatabase.mts';
import { serviceAddress } from '../serviceAddress.mts';

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
	const redis = await connect(redisUrl);
	try {
		// The prefix is a database name, so it contains no character that a pattern would read.
		for await (const keys of redis.scanStream({ match: `${redisPrefix}*`, count: 1000 })) {
			if ((keys as string[]).length > 0) await redis.unlink(keys as string[]);
		}
	} finally {
		redis.disconnect();
	}
}

/** @throws the error of the first attempt to connect or to log in. */
async function connect(url: URL): Promise<Redis> {
	const redis = new Redis(url.href, { lazyConnect: true, retryStrategy: () => null });
	let cause: Error | undefined;
	redis.on('error', (error: Error) => {
		cause ??= error;
	});
	try {
		await redis.connect();
		await redis.ping();
		return redis;
	} catch (error) {
		redis.disconnect();
		throw cause ?? error;
	}
}

async function needRedis(url: URL): Promise<void> {
	try {
		(await connect(url)).disconnect();
	} catch (error) {
		const text = `no Redis at ${url.host}; REDIS_URL names another, such as redis://user:password@host:6379/0`;
		throw new Error(text, { cause: error });
	}
}
