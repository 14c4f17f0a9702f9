import { NodeOperationError, type INode } from 'n8n-workflow';

import { requireReachable } from '../../../nodes/InfobipFacebookTrigger/webhookUrl.ts';

const node: INode = {
	id: '1',
	name: 'Infobip Facebook Trigger',
	type: 'n8n-nodes-infobip-facebook.infobipFacebookTrigger',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const INFOBIP = 'https://xxxxx.api.infobip.com';

/** What stops the activation, or undefined. */
function stopOf(webhookUrl: string, baseUrl: string): NodeOperationError | undefined {
	try {
		requireReachable(node, webhookUrl, baseUrl);
		return undefined;
	} catch (error) {
		if (error instanceof NodeOperationError) return error;
		throw error;
	}
}

describe('requireReachable', () => {
	it.each([
		'https://n8n.example.com/webhook/a',
		'https://n8n.example.com:8443/webhook/a',
		'https://8.8.8.8/webhook/a',
	])('lets %s pass', (webhookUrl) => {
		expect(stopOf(webhookUrl, INFOBIP)).toBeUndefined();
	});

	it.each([
		'http://n8n.example.com/webhook/a',
		'http://localhost:5678/webhook/a',
		'https://localhost:5678/webhook/a',
		'http://127.0.0.1:5678/webhook/a',
		'http://[::1]:5678/webhook/a',
		'https://192.168.1.10/webhook/a',
		'https://n8n/webhook/a',
		'https://n8n.local/webhook/a',
		'n8n.example.com/webhook/a',
		'',
	])('stops at %j, with the address and the variable to set', (webhookUrl) => {
		const error = stopOf(webhookUrl, INFOBIP);
		expect(error?.message).toContain(webhookUrl);
		expect(error?.description).toMatch(/\bN8N_WEBHOOK_URL\b/);
		expect(error?.description).toMatch(/(?<!N8N_)\bWEBHOOK_URL\b/);
	});

	it.each([
		['http://localhost:5678/webhook/a', 'http://localhost:4000'],
		['http://127.0.0.1:5678/webhook/a', 'http://localhost:4000'],
		['http://localhost:5678/webhook/a', 'http://127.0.0.1:4000'],
		['http://[::1]:5678/webhook/a', 'http://[::1]:4000'],
		['https://n8n.example.com/webhook/a', 'http://localhost:4000'],
	])('lets %s pass where the Base URL is %s', (webhookUrl, baseUrl) => {
		expect(stopOf(webhookUrl, baseUrl)).toBeUndefined();
	});

	it.each(['http://10.0.0.5:4000', 'http://sandbox:4000'])(
		'stops at loopback where the Base URL, %s, is on another machine',
		(baseUrl) => {
			expect(stopOf('http://localhost:5678/webhook/a', baseUrl)?.description).toContain(
				'N8N_WEBHOOK_URL',
			);
		},
	);

	it.each(['http://n8n.example.com/webhook/a', 'http://10.0.0.7:5678/webhook/a'])(
		'stops at %s, which is neither https nor loopback, also where the Base URL is loopback',
		(webhookUrl) => {
			expect(stopOf(webhookUrl, 'http://localhost:4000')?.description).toContain('N8N_WEBHOOK_URL');
		},
	);

	it('stops at what is no URL, also where the Base URL is loopback', () => {
		expect(stopOf('n8n.example.com/webhook/a', 'http://localhost:4000')?.description).toContain(
			'N8N_WEBHOOK_URL',
		);
	});
});
