import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

import { RedisAnswers } from './redisAnswers.mts';
import type { RedisAnswer } from './redisAnswers.mts';

const CONNECT_MS = 5_000;

/** One connection to a Redis, enough to see that it is there and to tidy up in it. */
export class Redis {
	readonly #socket: Socket;
	readonly #answers: RedisAnswers;

	private constructor(socket: Socket) {
		this.#socket = socket;
		this.#answers = new RedisAnswers(socket);
	}

	/**
	 * Logs in, and chooses the database, as the address says.
	 *
	 * @throws Error with the system's or Redis's own words.
	 */
	static async connect(url: URL): Promise<Redis> {
		const redis = new Redis(await openSocket(url));
		try {
			const [username, password] = [url.username, url.password].map(decodeURIComponent);
			if (password) await redis.ask('AUTH', ...(username ? [username] : []), password);
			const database = url.pathname.slice(1);
			if (database) await redis.ask('SELECT', database);
			await redis.ask('PING');
		} catch (error) {
			redis.close();
			throw error;
		}
		return redis;
	}

	/** @throws Error with Redis's words where it refuses. */
	async ask(...words: string[]): Promise<RedisAnswer> {
		const bulk = words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
		this.#socket.write(`*${words.length}\r\n${bulk.join('')}`);
		return await this.#answers.next();
	}

	/** Every key that begins with this text, which is no pattern. */
	async keysFrom(beginning: string): Promise<string[]> {
		const pattern = `${beginning.replace(/[*?[\]\\]/g, '\\$&')}*`;
		const keys = new Set<string>();
		let cursor = '0';
		do {
			const page = await this.ask('SCAN', cursor, 'MATCH', pattern, 'COUNT', '1000');
			if (!Array.isArray(page)) throw new Error('Redis answered SCAN without a list');
			const [next, found] = page;
			for (const key of Array.isArray(found) ? found : []) keys.add(String(key));
			cursor = String(next);
		} while (cursor !== '0');
		return [...keys];
	}

	close(): void {
		this.#socket.end();
	}
}

function openSocket({ protocol, hostname, port }: URL): Promise<Socket> {
	const address = { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 6379) };
	const isTls = protocol === 'rediss:';
	const socket = isTls ? connectTls({ ...address, servername: address.host }) : connect(address);
	return new Promise((resolve, reject) => {
		socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error(`No answer in ${CONNECT_MS} ms`)));
		socket.once('error', reject);
		socket.once(isTls ? 'secureConnect' : 'connect', () => {
			socket.setTimeout(0);
			socket.off('error', reject);
			resolve(socket);
		});
	});
}
