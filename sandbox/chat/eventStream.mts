import type { FastifyReply } from 'fastify';
import { writeExactJson } from '../exactJson.mts';
import type { World } from '../world.mts';
import { chatView } from './chatView.mts';
import type { Looked } from './chatView.mts';
import { ViewChanges } from './ViewChanges.mts';

/** What happens within it is told at once; nobody sees the difference. */
const GATHER_MS = 30;
/** A browser that lost its server asks again after so long. */
const RETRY_MS = 1000;
/** A comment now and then, so that a dead connection is noticed. */
const HEARTBEAT_MS = 15_000;

/** Server-sent events: first everything, then each change, until the page goes. */
export function streamChanges(world: World, looked: Looked, reply: FastifyReply): void {
	const changes = new ViewChanges();
	const stream = reply.raw;
	let timer: NodeJS.Timeout | undefined;

	reply.hijack();
	stream.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
	stream.write(`retry: ${RETRY_MS}\n\n`);
	tell();
	const stopWatching = world.changes.watch(() => {
		timer ??= setTimeout(tell, GATHER_MS);
	});
	const heartbeat = setInterval(() => stream.write(': still here\n\n'), HEARTBEAT_MS);
	stream.on('close', () => {
		stopWatching();
		clearInterval(heartbeat);
		clearTimeout(timer);
	});

	function tell(): void {
		timer = undefined;
		const change = changes.next(chatView(world, looked));
		// JSON has no line breaks of its own, so one line holds it.
		if (change) stream.write(`data: ${writeExactJson(change)}\n\n`);
	}
}
