import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { normalizeBaseUrl } from '../infobip/address';
import { authorization } from '../infobip/authorization';
import { readLogin } from './login';

export class InfobipFacebookApi implements ICredentialType {
	name = 'infobipFacebookApi';

	displayName = 'Infobip Facebook API';

	icon = {
		light: 'file:../icons/infobipFacebook.svg',
		dark: 'file:../icons/infobipFacebook.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-infobip-facebook/n8n-nodes-infobip-facebook#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.infobip.com',
			required: true,
			placeholder: 'https://xxxxx.api.infobip.com',
			description:
				'The address of your account. Infobip shows your own one (https://xxxxx.api.infobip.com) on the home page of its portal. For the sandbox, the address that it prints.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Basic (User Name and Password)', value: 'basic' },
				{ name: 'API Key', value: 'apiKey' },
			],
			default: 'basic',
		},
		{
			displayName: 'User Name',
			name: 'username',
			type: 'string',
			default: '',
			displayOptions: { show: { authentication: ['basic'] } },
			description: 'The user name with which you log in to Infobip',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['basic'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: { show: { authentication: ['apiKey'] } },
			description: 'Made in the Infobip portal under Developer Tools → API Keys',
		},
		{
			displayName: 'Application Key',
			name: 'applicationKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. A1B2C3D4E5F60718293A4B5C6D7E8F90',
			description:
				'The application that the nodes use unless they name another one. Infobip gives the key when the application is created; Application → Get Many finds it again.',
		},
		{
			displayName: 'Page ID',
			name: 'pageId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 102030405060708',
			description:
				'The Facebook Page, connected in the Infobip portal, that the nodes use unless they name another one',
		},
	];

	/** Adds the account's login, and makes one proper address of whatever was pasted as base URL. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		...(request.baseURL === undefined
			? {}
			: { baseURL: normalizeBaseUrl(request.baseURL) ?? request.baseURL }),
		headers: { ...request.headers, Authorization: authorization(readLogin(credentials)) },
	});
}
