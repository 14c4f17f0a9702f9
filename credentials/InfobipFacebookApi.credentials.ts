import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
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

	/** Proves the login and consumes nothing: a list, or a log, of which each record stays where it is. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '={{ $credentials.applicationKey ? "/facebook/1/applications" : "/messenger/1/logs?limit=1" }}',
			timeout: 15_000,
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Infobip refused the credentials (401). Check User Name and Password, or the API Key, and that the Base URL is the one of your own account.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 403,
					message:
						'Infobip knows the login, but it may not do this (403). Give the user or the API key the right to use Facebook Messenger.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 404,
					message:
						'This address answers, but not as Infobip does (404). With an Application Key the Facebook API must be there, without one the Messenger API. Check the Base URL, and leave Application Key empty if you work with a Page.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: 'Infobip asks for fewer requests (429). Wait a minute and test again.',
				},
			},
		],
	};
}
