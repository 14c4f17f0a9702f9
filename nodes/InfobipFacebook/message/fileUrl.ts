/** A link to a file that n8n holds, under which Facebook can fetch it. */
import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { isInternal, isLoopback, parseHttpUrl } from '../../../infobip/address';
import { InvalidInput, type FieldPath } from '../../../infobip/errors';
import { checkMediaFile } from '../../../infobip/message/mediaFile';
import type { MediaType } from '../../../infobip/message/message';
import type { OperationCall } from '../OperationCall';

export interface LinkedFile {
	readonly type: MediaType;
	/** How long the link works. */
	readonly seconds: number;
}

const FIELD: FieldPath = ['binaryField'];

/**
 * Checks the file and returns n8n's own signed link to it. Throws InvalidInput if there is no file,
 * if Messenger would not take it, or if Facebook could not fetch it.
 */
export async function fileUrl(
	{ context, itemIndex, connection }: OperationCall,
	{ type, seconds }: LinkedFile,
): Promise<string> {
	const file = fileOf(context, itemIndex);
	const bytes = await sizeOf(context, file);
	const violations = checkMediaFile(FIELD, type, { contentType: file.mimeType, bytes });
	if (violations.length > 0) throw new InvalidInput(violations);
	if (!file.id) {
		throw invalid(
			'holds a file that n8n keeps in memory, where no link can point to it. Set the environment variable N8N_DEFAULT_BINARY_DATA_MODE of n8n to filesystem and start it again, or upload the file and send its URL',
		);
	}
	const url = context.helpers.createBinarySignedUrl(file, `${Math.ceil(seconds)}s`);
	requirePublic(url, connection.baseUrl);
	await requireServed(context, url);
	return url;
}

function fileOf(context: IExecuteFunctions, itemIndex: number): IBinaryData {
	const value = context.getNodeParameter('binaryField', itemIndex, '') as unknown;
	const name = typeof value === 'string' ? value.trim() : value;
	if (name === '') throw invalid('is empty. Enter the name of the field, such as data');
	try {
		return context.helpers.assertBinaryData(itemIndex, name as string);
	} catch {
		const fields = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
		const has = fields.length === 0 ? 'no file' : `only ${fields.join(', ')}`;
		throw invalid(
			`is "${String(name)}", but the item has ${has}. Connect a node that outputs the file, such as HTTP Request or Convert to File`,
		);
	}
}

/** Undefined if n8n does not know it. n8n 1 has it next to the file only. */
async function sizeOf(context: IExecuteFunctions, file: IBinaryData): Promise<number | undefined> {
	if (typeof file.bytes === 'number') return file.bytes;
	if (!file.id) return Math.floor((file.data.replace(/=+$/, '').length * 3) / 4);
	return (await context.helpers.getBinaryMetadata(file.id)).fileSize;
}

/** @param baseUrl where "Infobip" is: a sandbox on this machine can fetch what Facebook cannot */
function requirePublic(link: string, baseUrl: string): void {
	const url = parseHttpUrl(link);
	const infobip = parseHttpUrl(baseUrl);
	if (url && infobip && isLoopback(url) && isLoopback(infobip)) return;
	if (url && !isInternal(url)) return;
	throw invalid(
		`holds a file that Facebook cannot fetch: the address of this n8n, ${url?.origin ?? link}, is known to your own network only. Give n8n its public https address in the environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in n8n 1) and start it again, or upload the file and send its URL`,
	);
}

/** Once for a run: the link of one file works if that of another does. */
const served = new WeakMap<IExecuteFunctions, Promise<void>>();

async function requireServed(context: IExecuteFunctions, url: string): Promise<void> {
	const known = served.get(context) ?? askFor(context, url);
	served.set(context, known);
	await known;
}

async function askFor(context: IExecuteFunctions, url: string): Promise<void> {
	const status = await context.helpers
		.httpRequest({
			method: 'HEAD',
			url,
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			disableFollowRedirect: true,
			timeout: TIMEOUT,
		})
		.then(
			({ statusCode }: { statusCode: number }) => statusCode,
			// That n8n cannot reach its own public address says nothing about Facebook.
			() => undefined,
		);
	if (status === undefined || status < 400) return;
	throw invalid(
		`holds a file that Facebook cannot fetch: its link at ${new URL(url).host} answers ${status}. Only the main instance of n8n serves such links, so in queue mode the reverse proxy has to route paths that begin with /rest/ to it, without a login. Or upload the file and send its URL`,
	);
}

/** Milliseconds. */
const TIMEOUT = 10_000;

function invalid(problem: string): InvalidInput {
	return new InvalidInput([{ field: FIELD, problem }]);
}
