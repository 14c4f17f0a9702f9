import type { INodeProperties } from 'n8n-workflow';

import type { FacebookApp } from '../../../infobip/facebook/applications';
import type { Connection } from '../../connection/connection';
import type { Form } from '../../form/form';

/** Best kept in the credential, which n8n encrypts; fields of the node are in the workflow's JSON. */
export const facebookAppProperties: INodeProperties[] = [
	{
		displayName: 'App ID',
		name: 'appId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1234567890123456',
		description: 'Leave empty to use the App ID of the credential',
	},
	{
		displayName: 'App Secret',
		name: 'appSecret',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Leave empty to use the App Secret of the credential',
	},
	{
		displayName: 'Page Access Token',
		name: 'pageAccessToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'Leave empty to use the Page Access Token of the credential',
	},
];

export function readFacebookApp(form: Form, connection: Connection): FacebookApp {
	const { appId, appSecret, pageAccessToken } = connection.facebookApp;
	return {
		appId: form.ownKey('appId') ?? appId,
		appSecret: form.ownKey('appSecret') ?? appSecret,
		pageAccessToken: form.ownKey('pageAccessToken') ?? pageAccessToken,
	};
}
