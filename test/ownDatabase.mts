import { randomBytes } from 'node:crypto';

import { Client } from 'pg';
import type { QueryResultRow } from 'pg';

import { serviceAddress } from './serviceAddress.mts';

/** Where a machine of one's own has it; this password is what images and CI services start with. */
const USUAL_ADDRESS = 'postgres://postgres:postgres@127.0.0.1:5432/postgres';
const CONNECT_MS = 5_000;

/** A database that nobody else has, in the PostgreSQL of `DATABASE_URL`. */
export interface OwnDatabase {
	url: URL;
	rows(query: string): Promise<QueryResultRow[]>;
	drop(): Promise<void>;
}

/** There is no PostgreSQL that lets us make a database. */
export class NoDatabase extends Error {
	override readonly name = 'NoDatabase';
}

/** @throws NoDatabase saying where none was found, and how to name another. */
export async function ownDatabase(): Promise<OwnDatabase> {
	const server = serviceAddress('DATABASE_URL', USUAL_ADDRESS);
	const name = `infobip_test_${randomBytes(6).toString('hex')}`;
	try {
		await ask(server, `CREATE DATABASE ${name}`);
	} catch (error) {
		const text = `no PostgreSQL at ${server.host} lets us make a database; DATABASE_URL names another`;
		throw new NoDatabase(text, { cause: error });
	}
	const url = new URL(server);
	url.pathname = `/${name}`;
	return {
		url,
		rows: (query) => ask(url, query),
		drop: async () => {
			await ask(server, `DROP DATABASE ${name} WITH (FORCE)`);
		},
	};
}

async function ask({ href }: URL, query: string): Promise<QueryResultRow[]> {
	const client = new Client({ connectionString: href, connectionTimeoutMillis: CONNECT_MS });
	await client.connect();
	try {
		return (await client.query<QueryResultRow>(query)).rows;
	} finally {
		await client.end();
	}
}
