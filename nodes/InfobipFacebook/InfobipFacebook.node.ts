import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { testCredential } from '../connection/credentialTest';
import * as listSearch from '../pickers/search';
import { knowForm } from '../connection/fieldLabel';
import { describeResources, subtitleOf } from './buildProperties';
import { resources } from './resources';
import { runItems } from './router';
import { receiveReply, waitingWebhooks } from './waiting/receiveReply';

const properties = describeResources(resources, 'message');
knowForm('infobipFacebook', properties);

export class InfobipFacebook implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Infobip Facebook Messenger',
		name: 'infobipFacebook',
		icon: {
			light: 'file:../../icons/infobipFacebook.svg',
			dark: 'file:../../icons/infobipFacebook.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: subtitleOf(resources),
		description:
			'Send Facebook Messenger messages through Infobip, and manage how incoming messages are delivered',
		defaults: { name: 'Infobip Facebook Messenger' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		credentials: [{ name: 'infobipFacebookApi', required: true, testedBy: 'testCredential' }],
		webhooks: waitingWebhooks,
		waitingNodeTooltip: 'The execution continues when the customer replies',
		// Shown on request only (Include Secrets), and then redacted wherever n8n redacts.
		sensitiveOutputFields: ['facebook.page.accessToken', 'facebook.application.secret'],
		properties,
	};

	methods = { listSearch, credentialTest: { testCredential } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runItems(this)];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receiveReply(this);
	}
}
