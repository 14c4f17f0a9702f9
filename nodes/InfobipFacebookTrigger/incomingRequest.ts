import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { decodeBody, fromFields } from '../../infobip/inbound/decodeBody';
import { isEntry } from '../../infobip/inbound/entries';
import { withoutSecret } from '../../infobip/facebook/forwardSecret';
import { isObject, type JsonValue } from '../../infobip/json';

/** What n8n adds to the request that it passes on (its own `rawBodyReader`). */
interface UnreadRequest {
	rawBody?: Buffer;
	readRawBody?(): Promise<void>;
	unpipe(): unknown;
	resume(): unknown;
}

export type CallContent =
	| { readonly value: JsonValue | undefined }
	| { readonly status: 400 | 413 };

/**
 * What a call holds: its body, which n8n has left unread for us (see `unreadBody`), or its query if it
 * has no body. Undefined if neither holds an event: someone only checks whether the address works. A body over
 * n8n's own limit (N8N_PAYLOAD_SIZE_MAX) is 413; one that breaks off or does not unpack is 400.
 */
export async function readContent(context: IWebhookFunctions): Promise<CallContent> {
	const request: UnreadRequest = context.getRequestObject();
	try {
		await request.readRawBody?.();
	} catch (error) {
		// What was not read yet would block the next call on the same connection.
		request.unpipe();
		request.resume();
		return { status: isTooLarge(error) ? 413 : 400 };
	}
	const contentType: unknown = context.getHeaderData()['content-type'];
	const body = decodeBody({
		bytes: request.rawBody ?? new Uint8Array(),
		contentType: typeof contentType === 'string' ? contentType : undefined,
	});
	return { value: body ?? readQuery(context) };
}

/** An event in the query. Others may put something there to see whether the address works. */
function readQuery(context: IWebhookFunctions): JsonValue | undefined {
	const query = Object(context.getQueryData()) as Record<string, unknown>;
	const fields = Object.entries(withoutSecret(query)).flatMap(([name, value]) =>
		[value].flat().map((one): [string, string] => [name, String(one)]),
	);
	const value = fromFields(fields);
	return isObject(value) && !isEntry(value) ? undefined : value;
}

/** What the HTTP library calls it (raw-body: type and status of its errors). */
function isTooLarge(error: unknown): boolean {
	const { type, status } = Object(error) as { type?: unknown; status?: unknown };
	return type === 'entity.too.large' || status === 413;
}

const REFUSALS = {
	400: 'The body broke off',
	401: 'Unauthorized',
	413: 'The body is too large',
	503: 'A reply could not be handed to the waiting execution yet',
} as const;

export type RefusalStatus = keyof typeof REFUSALS;

/**
 * Answers with a refusal and starts nothing. Throwing instead would be a 500 and an execution.
 * `noWebhookResponse` means that the answer has been sent already.
 */
export function refuse(context: IWebhookFunctions, status: RefusalStatus): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message: REFUSALS[status] });
	return { noWebhookResponse: true };
}
