import { NodeOperationError, type INode } from 'n8n-workflow';

import { isInternal, isLoopback, parseHttpUrl } from '../../infobip/address';

/**
 * Throws NodeOperationError if Infobip could not call the URL: without https, or on a host that
 * only this network knows. Loopback will do where "Infobip" is on loopback itself, as the sandbox is.
 */
export function requireReachable(node: INode, webhookUrl: string, baseUrl: string): void {
	const url = parseHttpUrl(webhookUrl);
	const infobip = parseHttpUrl(baseUrl);
	if (url && infobip && isLoopback(url) && isLoopback(infobip)) return;
	const problem = unreachable(url);
	if (problem === undefined) return;
	throw new NodeOperationError(
		node,
		`Infobip cannot call this workflow: the address of this n8n, ${webhookUrl}, ${problem}`,
		{
			description:
				"Give n8n its public https address in the environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) and restart it. If Infobip cannot reach n8n at all, create a Pull action and fetch the messages with 'Received Message → Get Many'.",
		},
	);
}

function unreachable(url: URL | undefined): string | undefined {
	if (url === undefined) return 'is not a valid URL';
	if (isInternal(url)) return 'is known to your own network only';
	return url.protocol === 'https:' ? undefined : 'does not begin with https://';
}
