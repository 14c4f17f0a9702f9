import { extname, join } from 'node:path';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { ControlError } from '../control/controlError.mts';
import { CHANNELS } from '../messagesApi/channels.mts';
import type { World } from '../world.mts';
import type { Looked } from './chatView.mts';
import { streamChanges } from './eventStream.mts';
import { PageFiles } from './pageFiles.mts';
import { Uploads } from './Uploads.mts';

interface Named {
	Params: { name: string };
}

interface Events {
	Querystring: { application?: string; page?: string; customer?: string; channel?: string };
}

const PAGE = new PageFiles(join(import.meta.dirname, 'page'));
/** The project's own, which n8n shows as well. */
const ICONS = new PageFiles(join(import.meta.dirname, '../../icons'));
const SAMPLES = new PageFiles(join(import.meta.dirname, 'samples'));

/**
 * Scripts and styles of our own only, so that no message can bring any. Pictures come from wherever
 * the business has put them.
 */
const PAGE_POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	'img-src http: https: data:',
	'media-src http: https: data:',
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** An uploaded file may be anything: opened by itself, it may do nothing. */
const UPLOAD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** The chat page's address. */
export function addChatPage(app: FastifyInstance): void {
	app.get('/', async (_request, reply) => {
		reply.header('Content-Security-Policy', PAGE_POLICY);
		return sendFile(reply, PAGE, 'index.html');
	});
}

/** What the chat page loads and hears, below `/_sandbox/chat`. */
export function addChatRoutes(app: FastifyInstance, world: World): void {
	const uploads = new Uploads();

	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});

	app.get<Events>('/events', async ({ query }, reply) => {
		const channel = CHANNELS.find((one) => one === query.channel);
		streamChanges(world, { via: viaOf(query), userKey: query.customer, channel }, reply);
		return reply;
	});

	for (const [path, files] of [
		['/page', PAGE],
		['/icons', ICONS],
		['/samples', SAMPLES],
	] as const) {
		app.get<Named>(`${path}/:name`, async ({ params }, reply) =>
			sendFile(reply, files, params.name),
		);
	}

	app.post<Named & { Body: unknown }>('/uploads/:name', async (request) => {
		const { body, headers, params } = request;
		if (!Buffer.isBuffer(body) || body.length === 0)
			throw new ControlError(400, 'The file is empty');
		const contentType = headers['content-type'] ?? 'application/octet-stream';
		const extension = /^\.\w{1,8}$/.exec(extname(params.name))?.[0] ?? '';
		const name = uploads.add({ contentType, content: body }, extension);
		return { path: `/_sandbox/chat/uploads/${name}` };
	});
	app.get<Named>('/uploads/:name', async ({ params }, reply) => {
		const upload = uploads.find(params.name);
		if (!upload) throw new ControlError(404, `The file "${params.name}" is not here any more`);
		reply.header('Content-Security-Policy', UPLOAD_POLICY);
		return send(reply, upload);
	});
}

function viaOf({ application, page }: Events['Querystring']): Looked['via'] {
	if (application !== undefined) return { api: 'facebook', applicationKey: application };
	if (page !== undefined) return { api: 'messenger', pageId: page };
	return undefined;
}

async function sendFile(reply: FastifyReply, files: PageFiles, name: string): Promise<unknown> {
	const file = await files.find(name);
	if (!file) throw new ControlError(404, `The chat page has no file "${name}"`);
	return send(reply, file);
}

async function send(
	reply: FastifyReply,
	{ contentType, content }: { contentType: string; content: string | Buffer },
): Promise<unknown> {
	return reply
		.header('X-Content-Type-Options', 'nosniff')
		.header('Cache-Control', 'no-cache')
		.type(contentType)
		.send(content);
}
