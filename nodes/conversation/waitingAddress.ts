/** Where n8n takes replies for executions that wait: at addresses of its own, and no others. */
import type { IWebhookFunctions } from 'n8n-workflow';

import { parseHttpUrl } from '../../infobip/address';

export interface WaitingAddress {
	/** n8n's waiting base, such as `https://n8n.example.com/webhook-waiting`. */
	readonly base: string;
	/** n8n 1.x signs the host as well, and checks it against this header. */
	readonly host: string;
	/** Whether the certificate may be one that only this machine knows. */
	readonly isOwnSocket: boolean;
}

/** What is needed of Node's socket. */
interface Socket {
	readonly localAddress?: string;
	readonly localPort?: number;
	readonly encrypted?: boolean;
}

/**
 * n8n's public waiting base, custom endpoint names included: outside an execution the address of a
 * resumed execution ends in a placeholder. Undefined if n8n gives none.
 */
export function publicWaitingBase(resumeUrl: unknown): URL | undefined {
	const url = parseHttpUrl(String(resumeUrl));
	if (url === undefined) return undefined;
	url.search = '';
	url.pathname = url.pathname.replace(/\/[^/]*\/?$/, '');
	return url;
}

/**
 * First the socket at which this very request has reached n8n: no way out and back, no proxy, no
 * certificate of others. Then the public address.
 */
export function waitingAddresses(context: IWebhookFunctions): WaitingAddress[] {
	const base = publicWaitingBase(context.evaluateExpression('{{ $execution.resumeUrl }}'));
	if (base === undefined) return [];
	const { socket } = context.getRequestObject() as { socket?: Socket };
	const own = socket && ownOrigin(socket);
	const { host, href, pathname } = base;
	return [
		...(own === undefined ? [] : [{ base: `${own}${pathname}`, host, isOwnSocket: true }]),
		{ base: href, host, isOwnSocket: false },
	];
}

function ownOrigin({ localAddress, localPort, encrypted }: Socket): string | undefined {
	if (localAddress === undefined || localPort === undefined) return undefined;
	const address = localAddress.replace(/^::ffff:/, '');
	const host = address.includes(':') ? `[${address}]` : address;
	return `${encrypted === true ? 'https' : 'http'}://${host}:${localPort}`;
}
