import { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { createGunzip, createInflate } from 'node:zlib';

/** A refusal n8n answers itself, before the node sees anything; see `webhookServer.mts` for the body. */
export class HttpRefusal extends Error {
	readonly status: number;
	readonly hint: string | undefined;

	constructor(status: number, message: string, hint?: string) {
		super(message);
		this.status = status;
		this.hint = hint;
	}
}

/** n8n's `N8N_PAYLOAD_SIZE_MAX`, in bytes (its unit is MiB, its default 16). */
export const payloadSizeMax = 16 * 1024 * 1024;

/**
 * Imitates what n8n 2.40.7 puts on an Express request before a trigger sees it, and how it reads the
 * body: `dist/middlewares/body-parser.js` and `parseRequestBody` in `dist/webhooks/webhook-helpers.js`.
 *
 * - the body is read when it is asked for, gunzipped or inflated, up to 16 MiB; what goes wrong there
 *   carries the `type` and `status` of the raw-body package;
 * - JSON, text and forms are parsed, anything else leaves `body` undefined, and so does an empty body;
 * - a body that does not parse is n8n's own 422, and the node never sees it;
 * - a body that cannot be read ends in n8n's general 500, not in a 413 or 400, unless the node asked
 *   to read it itself.
 *
 * Not imitated: XML, the parts of a multipart body (they arrive as `{ data: {}, files: {} }`).
 */
export class WebhookRequest extends IncomingMessage {
	body: unknown;
	/** Undefined until it is read, although n8n's own type says otherwise. */
	declare rawBody: Buffer;
	params: Record<string, string> = {};
	private bodyIsRead = false;

	get originalUrl(): string {
		return this.url ?? '/';
	}

	get path(): string {
		return this.location.pathname;
	}

	get query(): Record<string, string | string[]> {
		const query: Record<string, string | string[]> = {};
		for (const key of new Set(this.location.searchParams.keys())) {
			const values = this.location.searchParams.getAll(key);
			query[key] = values.length === 1 ? values[0]! : values;
		}
		return query;
	}

	get protocol(): string {
		return 'http';
	}

	get ip(): string | undefined {
		return this.socket.remoteAddress;
	}

	get contentType(): string | undefined {
		return this.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
	}

	get(header: string): string | string[] | undefined {
		return this.headers[header.toLowerCase()];
	}

	header(header: string): string | string[] | undefined {
		return this.get(header);
	}

	async readRawBody(): Promise<void> {
		if (!this.bodyIsRead) this.rawBody = await this.readAll();
		this.bodyIsRead = true;
	}

	/** @throws HttpRefusal as n8n answers a body that does not parse, or is too large. */
	async parseBody(): Promise<void> {
		if (this.contentType?.startsWith('multipart/') === true) {
			this.body = { data: {}, files: {} };
			return;
		}
		await this.readRawBody();
		if (this.rawBody.length === 0) return;
		const text = this.rawBody.toString('utf8').replace(/^\uFEFF/, '');
		switch (this.contentType) {
			case 'application/json':
				this.body = parseJson(text);
				return;
			case 'application/x-www-form-urlencoded':
				this.body = Object.fromEntries(new URLSearchParams(text));
				return;
			case 'text/plain':
				this.body = text;
				return;
			default:
				if (this.contentType?.endsWith('xml') === true) {
					throw new Error('The engine harness does not imitate XML bodies');
				}
		}
	}

	private get location(): URL {
		return new URL(this.originalUrl, 'http://n8n');
	}

	private async readAll(): Promise<Buffer> {
		const declared = Number(this.headers['content-length'] ?? 0);
		const encoding = this.headers['content-encoding'];
		if (encoding === undefined && declared > payloadSizeMax) throw new BodyTooLarge();
		const stream =
			encoding === 'gzip'
				? this.pipe(createGunzip())
				: encoding === 'deflate'
					? this.pipe(createInflate())
					: this;
		const read = await buffer(stream);
		if (read.length > payloadSizeMax) throw new BodyTooLarge();
		return read;
	}
}

class BodyTooLarge extends Error {
	readonly type = 'entity.too.large';
	readonly status = 413;

	constructor() {
		super('request entity too large');
	}
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		throw new HttpRefusal(422, 'Failed to parse request body', (error as Error).message);
	}
}
