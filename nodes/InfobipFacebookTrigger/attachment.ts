/** Downloading what a customer attached, so that the workflow has the file and not just its address. */
import {
	sleep,
	type IBinaryData,
	type IBinaryKeyData,
	type IDataObject,
	type IN8nHttpFullResponse,
	type INodeExecutionData,
	type IWebhookFunctions,
} from 'n8n-workflow';

import { isInternal, normalizeBaseUrl, parseHttpUrl } from '../../infobip/address';
import { agentFields } from '../../infobip/event/agentFields';
import type { Event, MessageContent } from '../../infobip/event/event';
import { CREDENTIAL } from '../connection/transport';
import type { AttachmentOptions, TriggerOptions } from './triggerOptions';

/** What `encoding: 'stream'` gives: a Readable; no more of it than this is needed. */
interface ByteStream extends AsyncIterable<Uint8Array> {
	destroy(): void;
}

/** For all files of a call together, redirects and bodies included: Infobip waits for our answer. */
const DEADLINE_MS = 10_000;
const AT_ONCE = 4;
/** Such an address may work a moment later: Meta shows a file late. */
const RETRY_AFTER_MS = 1000;
const REDIRECTS = 3;
const BYTES_IN_MB = 1_048_576;
/** The files of a call together may have this many times the limit of one. */
const FILES_IN_A_CALL = 5;

interface Downloading extends AttachmentOptions {
	readonly maxBytes: number;
	/** The one host of this network that may be called: that of the sandbox, say. */
	readonly internalHost: string | undefined;
}

/** What the files of one call share. */
interface Budget {
	readonly deadline: AbortSignal;
	bytesLeft: number;
}

/**
 * The items of events, with their attachments if the user wants them. The message always comes, also
 * if its file does not: `attachmentError` then gives the reason.
 */
export async function toItems(
	context: IWebhookFunctions,
	events: readonly Event[],
	{ agentFields: forAgent, attachments }: TriggerOptions,
): Promise<INodeExecutionData[]> {
	const jsonOf = (event: Event): IDataObject => ({
		...event,
		...(forAgent ? agentFields(event) : {}),
	});
	if (attachments === undefined) return events.map((event) => ({ json: jsonOf(event) }));
	const options = await downloadingOf(context, attachments);
	const budget = {
		deadline: AbortSignal.timeout(DEADLINE_MS),
		bytesLeft: options.maxBytes * FILES_IN_A_CALL,
	};
	const items: INodeExecutionData[] = [];
	const downloads = events.flatMap((event) => {
		const item: INodeExecutionData = { json: jsonOf(event) };
		items.push(item);
		return addressesOf(event).map((address, file) => async () => {
			const result = await downloadInTime(context, address, options, budget);
			attach(item, file === 0 ? options.field : `${options.field}_${file}`, result);
		});
	});
	const worker = async (): Promise<void> => {
		for (let next = downloads.shift(); next; next = downloads.shift()) await next();
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return items;
}

async function downloadingOf(
	context: IWebhookFunctions,
	options: AttachmentOptions,
): Promise<Downloading> {
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	const infobipUrl = parseHttpUrl(normalizeBaseUrl(String(baseUrl ?? '')) ?? '');
	return {
		...options,
		maxBytes: options.megabytes * BYTES_IN_MB,
		internalHost: infobipUrl && isInternal(infobipUrl) ? infobipUrl.hostname : undefined,
	};
}

const WITH_ATTACHMENT = new Set<MessageContent['type']>(['image', 'video', 'audio', 'file']);

function addressesOf(event: Event): string[] {
	if (event.event !== 'messageReceived') return [];
	const parts: readonly MessageContent[] = event.parts ?? [event];
	return parts.flatMap(({ type, url }) => (WITH_ATTACHMENT.has(type) && url ? [url] : []));
}

function attach(item: INodeExecutionData, field: string, result: IBinaryData | string): void {
	if (typeof result === 'string') {
		const { attachmentError } = item.json;
		item.json.attachmentError =
			typeof attachmentError === 'string' ? `${attachmentError}. ${result}` : result;
		return;
	}
	const binary: IBinaryKeyData = { ...item.binary, [field]: result };
	item.binary = binary;
}

/** The file, or the sentence that says why there is none. */
async function downloadInTime(
	context: IWebhookFunctions,
	address: string,
	options: Downloading,
	budget: Budget,
): Promise<IBinaryData | string> {
	const { deadline } = budget;
	const late = new Promise<string>((resolve) => {
		const tell = (): void => resolve(`It did not arrive within ${DEADLINE_MS / 1000} seconds`);
		if (deadline.aborted) tell();
		deadline.addEventListener('abort', tell);
	});
	const work = async (): Promise<IBinaryData | string> => {
		if (deadline.aborted) return await late;
		const first = await fetchFile(context, address, options, budget);
		if (!('mayAppear' in first)) return first.result;
		await sleep(RETRY_AFTER_MS);
		return (await fetchFile(context, address, options, budget)).result;
	};
	const result = work().catch((error: unknown) => {
		const reason = error instanceof Error ? error.message : String(error);
		return `It could not be downloaded: ${reason}`;
	});
	return await Promise.race([late, result]);
}

interface Fetched {
	readonly result: IBinaryData | string;
	/** True if another try may find it. */
	readonly mayAppear?: true;
}

/** Follows redirects by hand, so that each address on the way is checked as the first one was. */
async function fetchFile(
	context: IWebhookFunctions,
	address: string,
	options: Downloading,
	budget: Budget,
): Promise<Fetched> {
	let next = address;
	for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
		const url = parseHttpUrl(next);
		if (!url) return { result: 'Its address is not an http or https URL' };
		if (isInternal(url) && url.hostname !== options.internalHost) {
			return {
				result: `Its address is on a private network (${url.hostname}), which is not called`,
			};
		}
		const response = await request(context, url, budget.deadline);
		const { statusCode, headers } = response;
		if (statusCode < 300 || statusCode >= 400 || headers.location === undefined) {
			const result = await keep(context, response, url, options, budget);
			const mayAppear = statusCode === 403 || statusCode === 404 || statusCode >= 500;
			return mayAppear ? { result, mayAppear } : { result };
		}
		streamOf(response).destroy();
		next = new URL(String(headers.location), url).href;
	}
	return { result: `It is redirected more than ${REDIRECTS} times` };
}

/** Its stream is destroyed at the deadline, also if the answer comes after it. */
async function request(
	context: IWebhookFunctions,
	url: URL,
	deadline: AbortSignal,
): Promise<IN8nHttpFullResponse> {
	const response: IN8nHttpFullResponse = await context.helpers.httpRequest({
		url: url.href,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: DEADLINE_MS,
		abortSignal: deadline,
	});
	const stream = streamOf(response);
	const end = (): void => stream.destroy();
	if (deadline.aborted) end();
	deadline.addEventListener('abort', end);
	return response;
}

function streamOf({ body }: IN8nHttpFullResponse): ByteStream {
	return body as ByteStream;
}

async function keep(
	context: IWebhookFunctions,
	response: IN8nHttpFullResponse,
	url: URL,
	options: Downloading,
	budget: Budget,
): Promise<IBinaryData | string> {
	const { statusCode, headers } = response;
	const stream = streamOf(response);
	const contentType = String(headers['content-type'] ?? 'application/octet-stream')
		.replace(/;.*/, '')
		.trim()
		.toLowerCase();
	const refusal =
		statusCode !== 200
			? `Its address answered ${statusCode}`
			: !isWanted(contentType, options.contentTypes)
				? `Its content type, ${contentType}, is not among those wanted`
				: tooLarge(Number(headers['content-length'] ?? 0), options, budget);
	if (refusal !== undefined) {
		stream.destroy();
		return refusal;
	}
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of stream) {
		size += chunk.length;
		const problem = tooLarge(size, options, budget);
		// Leaving the loop destroys the stream.
		if (problem !== undefined) return problem;
		chunks.push(chunk);
	}
	budget.bytesLeft -= size;
	const name = dispositionName(headers['content-disposition']) ?? nameIn(url);
	return await context.helpers.prepareBinaryData(Buffer.concat(chunks), name, contentType);
}

function tooLarge(size: number, { maxBytes }: Downloading, budget: Budget): string | undefined {
	if (size > maxBytes) return `It is larger than the limit of ${maxBytes / BYTES_IN_MB} MB`;
	return size > budget.bytesLeft
		? `The files of this call are larger than ${FILES_IN_A_CALL} times the limit of one`
		: undefined;
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

/** The name that the server gives the file (RFC 6266), without any folder. */
function dispositionName(header: unknown): string | undefined {
	const text = String(header);
	const encoded = /filename\*\s*=\s*[\w-]+'[^']*'([^;\s]+)/i.exec(text)?.[1];
	const plain = /filename\s*=\s*(?:"((?:\\.|[^"])*)"|([^;\s]+))/i.exec(text);
	const name =
		encoded === undefined ? (plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2]) : decoded(encoded);
	return name === undefined ? undefined : lastSegment(name);
}

function nameIn(url: URL): string | undefined {
	return lastSegment(decoded(url.pathname.split('/').pop() ?? ''));
}

function lastSegment(path: string): string | undefined {
	return path.split(/[\\/]/).pop() || undefined;
}

/** The text itself if it is not encoded correctly. */
function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
