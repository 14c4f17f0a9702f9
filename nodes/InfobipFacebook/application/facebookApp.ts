import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { FacebookApp } from '../../../infobip/facebook/applications';
import type { Form } from '../form';

/** Where Facebook's secrets come from: best from a credential, which n8n encrypts. */
export const facebookAppProperties: INodeProperties[] = [
	{
		displayName: 'Facebook Secrets From',
		name: 'secretsFrom',
		type: 'options',
		options: [
			{
				name: 'Credential',
				value: 'credential',
				description: "The credential 'Infobip Facebook App API': stored encrypted",
			},
			{
				name: 'Fields',
				value: 'fields',
				description: 'Fields of this node, for example filled from a form by expressions',
			},
		],
		default: 'credential',
	},
	{
		displayName: 'App ID',
		name: 'appId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 1234567890123456',
		displayOptions: { show: { secretsFrom: ['fields'] } },
		description: 'From Facebook for Developers → your app → Settings → Basic',
	},
	{
		displayName: 'App Secret',
		name: 'appSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions: { show: { secretsFrom: ['fields'] } },
		description: 'Stands beside the App ID',
	},
	{
		displayName: 'Page Access Token',
		name: 'pageAccessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		required: true,
		displayOptions: { show: { secretsFrom: ['fields'] } },
		description:
			'From Facebook for Developers → your app → Messenger → Settings, for the Page that talks to your customers',
	},
];

export async function readFacebookApp(
	context: IExecuteFunctions,
	form: Form,
	itemIndex: number,
): Promise<FacebookApp> {
	if (form.text('secretsFrom') === 'fields') {
		return {
			appId: form.text('appId').trim(),
			appSecret: form.text('appSecret').trim(),
			pageAccessToken: form.text('pageAccessToken').trim(),
		};
	}
	const credential = await context.getCredentials('infobipFacebookAppApi', itemIndex);
	return {
		appId: String(credential.appId ?? '').trim(),
		appSecret: String(credential.appSecret ?? '').trim(),
		pageAccessToken: String(credential.pageAccessToken ?? '').trim(),
	};
}
