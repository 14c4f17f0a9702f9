import { ServerResponse } from 'node:http';
import type { OutgoingHttpHeader } from 'node:http';

import type { WebhookRequest } from './webhookRequest.mts';

/** The part of an Express response that a trigger may use: status, headers and a body, chainable. */
export class WebhookResponse extends ServerResponse<WebhookRequest> {
	readonly locals: Record<string, unknown> = {};

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	sendStatus(code: number): this {
		return this.status(code).send(String(code));
	}

	set(header: string, value: OutgoingHttpHeader): this {
		return this.setHeader(header, value);
	}

	header(header: string, value: OutgoingHttpHeader): this {
		return this.set(header, value);
	}

	type(contentType: string): this {
		return this.set('content-type', contentType);
	}

	json(body: unknown): this {
		if (!this.hasHeader('content-type')) this.type('application/json; charset=utf-8');
		// Express ends the response here; `.end()` after it, as n8n's own nodes write, changes nothing.
		return this.end(JSON.stringify(body) as string | undefined);
	}

	send(body?: unknown): this {
		if (typeof body === 'string') {
			if (!this.hasHeader('content-type')) this.type('text/html; charset=utf-8');
			return this.end(body);
		}
		if (body === undefined || Buffer.isBuffer(body)) return this.end(body);
		return this.json(body);
	}
}
