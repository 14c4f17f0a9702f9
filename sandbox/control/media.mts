import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

interface Big {
	Querystring: { bytes?: string; chunked?: string };
}

/** A blue square of 16 by 16 pixels. */
const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAIAAACQkWg2AAAAFklEQVR42mOQz39NEmIY1TCqYfhqAACg0HkQHKvk/AAAAABJRU5ErkJggg==',
	'base64',
);
const CHUNK = Buffer.alloc(64 * 1024, 'sandbox ');
const DEFAULT_BYTES = 1024 * 1024;

/** Files that a customer's picture or attachment can point at. */
export function addMediaRoutes(app: FastifyInstance): void {
	app.get('/media/picture.png', async (_request, reply) => reply.type('image/png').send(PICTURE));

	app.get('/media/note.txt', async (_request, reply) =>
		reply.type('text/plain; charset=utf-8').send('A note from the sandbox.\n'),
	);

	// `?bytes=` sets the size; `&chunked=true` keeps it secret until the end, as some servers do.
	app.get<Big>('/media/big.bin', async (request, reply) => {
		const { bytes = String(DEFAULT_BYTES), chunked } = request.query;
		const size = /^\d+$/.test(bytes) ? Number(bytes) : DEFAULT_BYTES;
		reply.type('application/octet-stream');
		if (chunked !== 'true') reply.header('Content-Length', size);
		return reply.send(Readable.from(chunks(size)));
	});
}

function* chunks(size: number): Generator<Buffer> {
	for (let left = size; left > 0; left -= CHUNK.length) {
		yield left < CHUNK.length ? CHUNK.subarray(0, left) : CHUNK;
	}
}
