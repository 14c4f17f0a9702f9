/** Downloading what a customer attached, so that the workflow has the file and not just its address. */
import type {
	IBinaryData,
	IN8nHttpFullResponse,
	INodeExecutionData,
	IWebhookFunctions,
} from 'n8n-workflow';

import { isInternal, normalizeBaseUrl, parseHttpUrl } from '../../infobip/address';
import type { Event, ReceivedMessage } from '../../infobip/event/event';
import { CREDENTIAL } from '../connection/transport';
import { listOf } from './filter';

/** What `encoding: 'stream'` gives: a Readable, of which no more than this is needed. */
interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/** Infobip waits for our answer meanwhile. Milliseconds. */
const TIMEOUT = 15_000;
const REDIRECTS = 3;
const BYTES_IN_MB = 1_048_576;

export interface AttachmentWish {
	/** The name of the output field. */
	readonly field: string;
	readonly maxBytes: number;
	/** Such as `image/*` and `application/pdf`; empty for all. */
	readonly contentTypes: readonly string[];
	/** Only for the sandbox: whether this network's own addresses may be called. */
	readonly allowInternal: boolean;
}

/**
 * Undefined where the user does not want attachments; then the credential, which costs n8n an
 * expression to read, stays unread.
 */
export async function readAttachmentWish(
	context: IWebhookFunctions,
): Promise<AttachmentWish | undefined> {
	if (context.getNodeParameter('receiveOptions.downloadAttachments', false) !== true) {
		return undefined;
	}
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	const infobipUrl = parseHttpUrl(normalizeBaseUrl(String(baseUrl ?? '')) ?? '');
	const option = (name: string, fallback: string | number): unknown =>
		context.getNodeParameter(`receiveOptions.${name}`, fallback);
	const megabytes = Number(option('attachmentSizeLimit', 10));
	return {
		field: String(option('attachmentField', 'attachment')) || 'attachment',
		maxBytes: (megabytes > 0 ? megabytes : 10) * BYTES_IN_MB,
		contentTypes: listOf(option('attachmentContentTypes', '')).map((type) => type.toLowerCase()),
		allowInternal: infobipUrl !== undefined && isInternal(infobipUrl),
	};
}

const WITH_ATTACHMENT = new Set<ReceivedMessage['type']>(['image', 'video', 'audio', 'file']);

/**
 * The item of an event, with its attachment. Where there is none to be had the message comes all
 * the same, with the reason in `attachmentError`: it is worth more than its file.
 */
export async function withAttachment(
	context: IWebhookFunctions,
	event: Event,
	wish: AttachmentWish,
): Promise<INodeExecutionData> {
	if (event.event !== 'messageReceived' || event.url === null || !WITH_ATTACHMENT.has(event.type)) {
		return { json: { ...event } };
	}
	try {
		const binary = await download(context, event.url, wish);
		return typeof binary === 'string'
			? { json: { ...event, attachmentError: binary } }
			: { json: { ...event }, binary: { [wish.field]: binary } };
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return { json: { ...event, attachmentError: `It could not be downloaded: ${reason}` } };
	}
}

/** The file, or the sentence that says why there is none. */
async function download(
	context: IWebhookFunctions,
	address: string,
	wish: AttachmentWish,
): Promise<IBinaryData | string> {
	let next = address;
	for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
		const url = parseHttpUrl(next);
		if (!url) return 'Its address is no http or https URL';
		if (isInternal(url) && !wish.allowInternal) {
			return `Its address is on a private network (${url.hostname}), which is not called`;
		}
		const response = await request(context, url);
		const location = response.headers.location;
		if (response.statusCode < 300 || response.statusCode >= 400 || location === undefined) {
			return await keep(context, response, url, wish);
		}
		(response.body as ByteStream).destroy();
		// Followed by hand, so that each address on the way is looked at as the first one was.
		next = new URL(String(location), url).href;
	}
	return `It is redirected more than ${REDIRECTS} times`;
}

async function request(context: IWebhookFunctions, url: URL): Promise<IN8nHttpFullResponse> {
	return (await context.helpers.httpRequest({
		url: url.href,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT,
	})) as IN8nHttpFullResponse;
}

async function keep(
	context: IWebhookFunctions,
	{ statusCode, headers, body }: IN8nHttpFullResponse,
	url: URL,
	{ maxBytes, contentTypes }: AttachmentWish,
): Promise<IBinaryData | string> {
	const stream = body as ByteStream;
	const contentType = String(headers['content-type'] ?? 'application/octet-stream')
		.replace(/;.*/, '')
		.trim()
		.toLowerCase();
	const refusal =
		statusCode !== 200
			? `Its address answered ${statusCode}`
			: !isWanted(contentType, contentTypes)
				? `Its content type, ${contentType}, is not among those wanted`
				: Number(headers['content-length'] ?? 0) > maxBytes
					? tooLarge(maxBytes)
					: undefined;
	if (refusal !== undefined) {
		stream.destroy();
		return refusal;
	}
	const bytes = await readUpTo(stream, maxBytes);
	if (bytes === undefined) return tooLarge(maxBytes);
	return await context.helpers.prepareBinaryData(bytes, fileName(url), contentType);
}

/** Undefined where the stream holds more; the rest is not read then. */
async function readUpTo(stream: ByteStream, maxBytes: number): Promise<Buffer | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		// Leaving the loop destroys the stream.
		if (size > maxBytes) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function isWanted(contentType: string, wanted: readonly string[]): boolean {
	return (
		wanted.length === 0 ||
		wanted.some((pattern) =>
			pattern.endsWith('/*')
				? contentType.startsWith(pattern.slice(0, -1))
				: contentType === pattern,
		)
	);
}

function tooLarge(maxBytes: number): string {
	return `It is larger than the limit of ${maxBytes / BYTES_IN_MB} MB`;
}

function fileName(url: URL): string | undefined {
	return url.pathname.split('/').pop() || undefined;
}
