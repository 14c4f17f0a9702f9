/**
 * The reference of a question: which n8n execution waits for the reply, signed by n8n. It travels as
 * the message id of the question and in the payload of its buttons, so nothing has to be stored.
 */
import { createHash } from 'crypto';

import type { Sender } from '../message/message';

export interface Reference extends SignedQuery {
	readonly executionId: string;
	/** Any text if the workflow was made through n8n's API; a UUID otherwise. */
	readonly nodeId: string;
	/** n8n's own, over path and query: 64 hexadecimal digits. */
	readonly signature: string;
}

/** What n8n signs besides the execution and the node. */
export interface SignedQuery {
	/** Tells the runs of one node apart: its run index, or the id of an AI tool call. */
	readonly run: string;
	/** Seconds since the epoch. */
	readonly askedAt: number;
	/** Fingerprint of the customer and the Page that was asked. */
	readonly customer: string;
	/** How often the question was asked again, or 'reason' while a declined approval waits for why. */
	readonly step: Step;
	/** What the button means; undefined in a message id. */
	readonly value?: string;
}

export type Step = number | 'reason';

/** A question asked again more often would not fit the format. */
export const MOST_REPEATS = 9;

const PREFIX = 'ask1';
/** Infobip's limit of a message id (Messenger API). */
const LONGEST_MESSAGE_ID = 200;
const LONGEST_RUN = 40;

/** The node id is last and may hold dots; encoded, it never holds a colon, which begins the value. */
const PATTERN =
	/^ask1\.([1-9]\d{0,18})\.([1-9a-z][0-9a-z]{0,7})\.([0-9a-f]{12})\.([0-9r])\.([0-9a-f]{64})\.([\w-]{1,40})\.([^:]+)(?::([^]+))?$/;

/** The id of the question's message. Longer than Infobip accepts only if the node's id is not a UUID. */
export function messageIdOf(reference: Reference): string | undefined {
	const id = write(reference);
	return id.length <= LONGEST_MESSAGE_ID ? id : undefined;
}

/** The payload of a button. The value is in clear, so that it is known even after the wait has ended. */
export function payloadOf(reference: Reference & { readonly value: string }): string {
	return `${write(reference)}:${reference.value}`;
}

/** The reference in a payload or a message id; undefined if it is anything else. */
export function parseReference(text: string | null | undefined): Reference | undefined {
	const parts = PATTERN.exec(text ?? '');
	if (!parts) return undefined;
	const [, executionId = '', askedAt = '', customer = '', step = '', signature = '', run = ''] =
		parts;
	const nodeId = decodeNodeId(parts[7] ?? '');
	if (nodeId === undefined) return undefined;
	return {
		executionId,
		nodeId,
		run,
		askedAt: parseInt(askedAt, 36),
		customer,
		step: step === 'r' ? 'reason' : Number(step),
		signature,
		...(parts[8] === undefined ? {} : { value: parts[8] }),
	};
}

function write({
	executionId,
	nodeId,
	run,
	askedAt,
	customer,
	step,
	signature,
}: Reference): string {
	return [
		PREFIX,
		executionId,
		askedAt.toString(36),
		customer,
		step === 'reason' ? 'r' : step,
		signature,
		run,
		encodeURIComponent(nodeId),
	].join('.');
}

/** Only what we write ourselves: a dot segment would climb out of the path it is put into. */
function decodeNodeId(encoded: string): string | undefined {
	try {
		const nodeId = decodeURIComponent(encoded);
		return encodeURIComponent(nodeId) === encoded && !/^\.+$/.test(nodeId) ? nodeId : undefined;
	} catch {
		return undefined;
	}
}

/** The query that n8n signs, in the one order in which it is signed. */
export function toQuery(query: SignedQuery): Record<string, string> {
	return {
		q: query.run,
		t: query.askedAt.toString(36),
		c: query.customer,
		n: query.step === 'reason' ? 'r' : String(query.step),
		...(query.value === undefined ? {} : { v: query.value }),
	};
}

/** Reads what `toQuery` wrote. n8n has checked the signature by then; undefined if it is not ours. */
export function fromQuery(query: Readonly<Record<string, unknown>>): SignedQuery | undefined {
	const { q, t, c, n, v } = query;
	if (typeof q !== 'string' || typeof t !== 'string' || typeof c !== 'string') return undefined;
	if (typeof n !== 'string' || !/^[0-9r]$/.test(n) || !/^[0-9a-z]{1,8}$/.test(t)) return undefined;
	return {
		run: q,
		askedAt: parseInt(t, 36),
		customer: c,
		step: n === 'r' ? 'reason' : Number(n),
		...(typeof v === 'string' ? { value: v } : {}),
	};
}

/** Path and query of the waiting URL, below n8n's waiting base. */
export function waitingPath(reference: Reference): string {
	const query = new URLSearchParams({ ...toQuery(reference), signature: reference.signature });
	return `/${reference.executionId}/${encodeURIComponent(reference.nodeId)}?${query.toString()}`;
}

/** Distinguishes the runs of a node, short enough for a message id. */
export function runKey(id: string): string {
	return /^[\w-]+$/.test(id) && id.length <= LONGEST_RUN ? id : hashOf(id).slice(0, 16);
}

/**
 * Says who a question is for. From an Application it is the customer alone: what Infobip puts into
 * "to" of a reply is not documented for the Facebook API.
 */
export function customerKey(sender: Sender, userKey: string): string {
	return hashOf(sender.kind === 'page' ? `${sender.id} ${userKey}` : userKey).slice(0, 12);
}

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('hex');
}
