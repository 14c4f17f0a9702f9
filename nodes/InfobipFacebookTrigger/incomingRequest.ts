import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

/** What n8n adds to the request that it hands over (its own `rawBodyReader`). */
interface UnreadRequest {
	rawBody?: Buffer;
	readRawBody?(): Promise<void>;
	unpipe(): unknown;
	resume(): unknown;
}

export type CallBody = { readonly text: string } | { readonly status: 400 | 413 };

/**
 * Reads the body of a call, which n8n has left unread for us (see `unreadBody`). A body over n8n's
 * own limit (N8N_PAYLOAD_SIZE_MAX) is 413; one that breaks off or does not unpack is 400.
 */
export async function readBody(context: IWebhookFunctions): Promise<CallBody> {
	const request: UnreadRequest = context.getRequestObject();
	try {
		await request.readRawBody?.();
	} catch (error) {
		// What was not read yet would stand in the way of the next call on the same connection.
		request.unpipe();
		request.resume();
		return { status: isTooLarge(error) ? 413 : 400 };
	}
	return { text: request.rawBody?.toString('utf8') ?? '' };
}

/** What the HTTP library calls it (raw-body: type and status of its errors). */
function isTooLarge(error: unknown): boolean {
	const { type, status } = Object(error) as { type?: unknown; status?: unknown };
	return type === 'entity.too.large' || status === 413;
}

const REFUSALS = {
	400: 'The body is not what Infobip forwards',
	401: 'Unauthorized',
	413: 'The body is too large',
	503: 'A reply could not be handed to the waiting execution yet',
} as const;

/**
 * Answers with a refusal and starts nothing. Throwing instead would be a 500 and an execution.
 * `noWebhookResponse` tells n8n that the answer has left already.
 */
export function refuse(
	context: IWebhookFunctions,
	status: keyof typeof REFUSALS,
): IWebhookResponseData {
	context.getResponseObject().status(status).json({ message: REFUSALS[status] });
	return { noWebhookResponse: true };
}
