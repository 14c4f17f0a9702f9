import { NodeOperationError, type INode } from 'n8n-workflow';

import { isInternal, parseHttpUrl } from '../../infobip/address';

/**
 * Throws NodeOperationError where Infobip could not call the URL: without https, or on a host that
 * only this network knows. Where "Infobip" itself is on this network, as the sandbox is, everything
 * here can be reached.
 */
export function requireReachable(node: INode, webhookUrl: string, baseUrl: string): void {
	const infobip = parseHttpUrl(baseUrl);
	if (infobip && isInternal(infobip)) return;
	const url = parseHttpUrl(webhookUrl);
	const problem =
		url === undefined
			? 'is no URL'
			: isInternal(url)
				? 'is known to your own network only'
				: url.protocol === 'https:'
					? undefined
					: 'does not begin with https://';
	if (problem === undefined) return;
	throw new NodeOperationError(
		node,
		`Infobip cannot call this workflow: the address of this n8n, ${webhookUrl}, ${problem}`,
		{
			description:
				"Give n8n its public https address in the environment variable N8N_WEBHOOK_URL (WEBHOOK_URL in older versions) and start it again. Where Infobip cannot reach n8n at all, create a Pull action and fetch the messages with 'Received Message → Get Many'.",
		},
	);
}
