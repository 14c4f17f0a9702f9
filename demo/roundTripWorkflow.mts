import { randomUUID } from 'node:crypto';

import type { JsonObject } from '../hosts/jsonShape.mts';
import type { CredentialReference, WorkflowFile } from '../hosts/N8nClient.mts';
import { PACKAGE } from './exampleWorkflow.mts';

/** A customer's picture is downloaded, goes through Convert to File, and is sent back. */
export function roundTripWorkflow(credentials: Record<string, CredentialReference>): WorkflowFile {
	const node = (name: string, type: string, typeVersion: number, parameters: JsonObject) => ({
		id: name,
		name,
		type,
		typeVersion,
		position: [0, 0],
		parameters,
	});
	const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
	return {
		name: 'A picture there and back',
		nodes: [
			{
				...node('Trigger', `${PACKAGE}.infobipFacebookTrigger`, 1, {
					receiveOptions: { downloadAttachments: true },
				}),
				webhookId: randomUUID(),
				credentials,
			},
			node('To Text', 'n8n-nodes-base.extractFromFile', 1, {
				operation: 'binaryToPropery',
				binaryPropertyName: 'data',
				destinationKey: 'bytes',
			}),
			node('To File', 'n8n-nodes-base.convertToFile', 1.1, {
				operation: 'toBinary',
				sourceProperty: 'bytes',
				binaryPropertyName: 'data',
				options: { fileName: 'photo.png', mimeType: 'image/png' },
			}),
			{
				...node('Send', `${PACKAGE}.infobipFacebook`, 1, {
					resource: 'message',
					operation: 'sendImage',
					to: "={{ $('Trigger').item.json.from }}",
					mediaFrom: 'binary',
				}),
				credentials,
			},
		],
		connections: { Trigger: link('To Text'), 'To Text': link('To File'), 'To File': link('Send') },
		settings: { executionOrder: 'v1' },
	};
}
