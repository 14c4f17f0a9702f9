import type { Socket } from 'node:net';

/** What Redis says in its protocol's version 2, but for errors, which are thrown. */
export type RedisAnswer = string | number | null | RedisAnswer[];

type Waiting = (answer: RedisAnswer | Error) => void;

/** Reads Redis's answers off a connection, in the order of what was asked. */
export class RedisAnswers {
	#bytes = Buffer.alloc(0);
	readonly #waiting: Waiting[] = [];
	#end: Error | undefined;

	constructor(socket: Socket) {
		socket.on('data', (bytes) => {
			this.#bytes = Buffer.concat([this.#bytes, bytes]);
			this.#handOut();
		});
		socket.on('error', (error) => {
			this.#fail(error);
		});
		socket.on('close', () => {
			this.#fail(new Error('Redis closed the connection'));
		});
	}

	/** @throws Error with Redis's words, where that is the answer, or with what became of the connection. */
	async next(): Promise<RedisAnswer> {
		const end = this.#end;
		if (end !== undefined) throw end;
		const answer = await new Promise<RedisAnswer | Error>((resolve) => {
			this.#waiting.push(resolve);
		});
		if (answer instanceof Error) throw answer;
		return answer;
	}

	#handOut(): void {
		while (this.#waiting.length > 0) {
			const read = readAnswer(this.#bytes, 0);
			if (read === undefined) return;
			this.#bytes = this.#bytes.subarray(read.end);
			this.#waiting.shift()?.(read.answer);
		}
	}

	#fail(error: Error): void {
		this.#end ??= error;
		for (const resolve of this.#waiting.splice(0)) resolve(this.#end);
	}
}

/** `undefined` where the answer has not come whole yet. */
function readAnswer(
	bytes: Buffer,
	start: number,
): { answer: RedisAnswer | Error; end: number } | undefined {
	const lineEnd = bytes.indexOf('\r\n', start);
	if (lineEnd === -1) return undefined;
	const kind = String.fromCharCode(bytes[start]!);
	const line = bytes.toString('utf8', start + 1, lineEnd);
	const end = lineEnd + 2;
	switch (kind) {
		case '+':
			return { answer: line, end };
		case '-':
			return { answer: new Error(line), end };
		case ':':
			return { answer: Number(line), end };
		case '$':
			return readBulk(bytes, end, Number(line));
		case '*':
			return readList(bytes, end, Number(line));
		default:
			return { answer: new Error(`This is not Redis: it began with “${kind}${line}”`), end };
	}
}

function readBulk(bytes: Buffer, start: number, length: number) {
	if (length < 0) return { answer: null, end: start };
	const end = start + length + 2;
	return bytes.length < end
		? undefined
		: { answer: bytes.toString('utf8', start, start + length), end };
}

function readList(bytes: Buffer, start: number, length: number) {
	const list: RedisAnswer[] = [];
	let end = start;
	for (let index = 0; index < length; index += 1) {
		const read = readAnswer(bytes, end);
		if (read === undefined) return undefined;
		if (read.answer instanceof Error) return { answer: read.answer, end: read.end };
		list.push(read.answer);
		end = read.end;
	}
	return { answer: list, end };
}
