import { randomBytes } from 'node:crypto';

import { Client } from 'pg';

import type { QueueServices } from '../../hosts/queueSettings.mts';
import { Redis } from './Redis.mts';

/** Where a machine of one's own has them; this password is what images and CI services start with. */
const DEFAULT_DATABASE_URL = 'postgres://postgres:postgres@127.0.0.1:5432/postgres';
const DEFAULT_REDIS_URL = 'redis://127.0.0.1:6379';

const CONNECT_MS = 5_000;

/** A database and a prefix in Redis that nobody else has, until they are removed. */
export interface OwnServices extends QueueServices {
	/** Takes away all that was made in PostgreSQL and Redis. Safe to call again. */
	remove(): Promise<void>;
}

/**
 * Makes a database in the PostgreSQL of `DATABASE_URL`, whose user must be allowed to, and chooses a
 * prefix for the keys in the Redis of `REDIS_URL`.
 *
 * @throws Error saying which one is not there, and how to name another.
 */
export async function ownServices(environment: NodeJS.ProcessEnv): Promise<OwnServices> {
	const serverUrl = addressOf(environment, 'DATABASE_URL', DEFAULT_DATABASE_URL);
	const redisUrl = addressOf(environment, 'REDIS_URL', DEFAULT_REDIS_URL);
	const name = `infobip_queue_test_${randomBytes(6).toString('hex')}`;
	await needRedis(redisUrl);
	await needDatabase(serverUrl, name);
	const databaseUrl = new URL(serverUrl);
	databaseUrl.pathname = `/${name}`;
	let removal: Promise<void> | undefined;
	return {
		databaseUrl,
		redisUrl,
		redisPrefix: name,
		remove: () => (removal ??= remove(serverUrl, redisUrl, name)),
	};
}

async function remove(serverUrl: URL, redisUrl: URL, name: string): Promise<void> {
	await tell(serverUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
	const redis = await Redis.connect(redisUrl);
	try {
		const keys = await redis.keysFrom(name);
		if (keys.length > 0) await redis.ask('UNLINK', ...keys);
	} finally {
		redis.close();
	}
}

async function needRedis(url: URL): Promise<void> {
	try {
		(await Redis.connect(url)).close();
	} catch (error) {
		throw missing('Redis', url, 'REDIS_URL', 'redis://user:password@host:6379/0', error);
	}
}

async function needDatabase(serverUrl: URL, name: string): Promise<void> {
	try {
		await tell(serverUrl, `CREATE DATABASE ${name}`);
	} catch (error) {
		const example = 'postgres://user:password@host:5432/postgres';
		const wanted = 'PostgreSQL that lets us make a database';
		throw missing(wanted, serverUrl, 'DATABASE_URL', example, error);
	}
}

async function tell(serverUrl: URL, statement: string): Promise<void> {
	const client = new Client({
		connectionString: serverUrl.href,
		connectionTimeoutMillis: CONNECT_MS,
	});
	await client.connect();
	try {
		await client.query(statement);
	} finally {
		await client.end();
	}
}

function addressOf(environment: NodeJS.ProcessEnv, variable: string, otherwise: string): URL {
	const text = environment[variable] ?? otherwise;
	const url = URL.parse(text);
	if (url === null || url.hostname === '') {
		throw new Error(`${variable} is not an address such as ${otherwise}`);
	}
	return url;
}

function missing(what: string, url: URL, variable: string, example: string, cause: unknown): Error {
	return new Error(
		`There is no ${what} at ${url.host}: start one there, or name another with ${variable}, such as ${example}.`,
		{ cause },
	);
}
