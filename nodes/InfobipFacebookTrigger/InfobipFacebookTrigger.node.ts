import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { testCredential } from '../connection/credentialTest';
import { knowForm } from '../connection/fieldLabel';
import { searchApplications, searchConfigurations } from '../pickers/search';
import { forgetReceipts } from './duplicates';
import { checkExists, create, remove } from './publishing';
import { subtitleOfTrigger, triggerProperties } from './properties';
import { receive } from './receive';

knowForm('infobipFacebookTrigger', triggerProperties);

export class InfobipFacebookTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Infobip Facebook Messenger Trigger',
		name: 'infobipFacebookTrigger',
		icon: {
			light: 'file:../../icons/infobipFacebook.svg',
			dark: 'file:../../icons/infobipFacebook.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: subtitleOfTrigger,
		description: 'Starts the workflow when a customer writes to your Page in Facebook Messenger',
		eventTriggerDescription: 'when a customer writes',
		activationMessage: 'Once the workflow is published, each message from a customer starts it.',
		triggerPanel: {
			header: 'Wait for a message from Facebook Messenger',
			executionsHelp: {
				inactive:
					'<b>While building</b>, click <i>Execute step</i> and write to your Page: an action or subscription for testing is created at Infobip and deleted afterwards.<br><br><b>When you are done</b>, publish the workflow. Each message then starts it; you find the runs in the list of executions.',
				active:
					'<b>While building</b>, click <i>Execute step</i> and write to your Page. The published workflow keeps receiving meanwhile.<br><br><b>Your workflow is published</b>: each message starts it, and you find the runs in the list of executions.',
			},
			activationHint: {
				active: 'The workflow is published: each message starts it, even while you do not listen.',
				inactive: 'Publish the workflow so that messages start it while you do not listen.',
			},
		},
		defaults: { name: 'Infobip Facebook Messenger Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'infobipFacebookApi', required: true, testedBy: 'testCredential' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: 'webhook',
				// Registered by the node itself, with its secret: nobody has to copy it.
				ndvHideUrl: true,
			},
			{
				// Other ways in which Infobip may forward, or look whether the address works (inferred).
				name: 'setup',
				httpMethod: 'GET,HEAD,PUT',
				responseMode: 'onReceived',
				path: 'webhook',
				ndvHideUrl: true,
			},
		],
		properties: triggerProperties,
	};

	methods = {
		listSearch: { searchApplications, searchConfigurations },
		credentialTest: { testCredential },
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await checkExists(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return await create(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				forgetReceipts(this);
				return await remove(this);
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}
}
