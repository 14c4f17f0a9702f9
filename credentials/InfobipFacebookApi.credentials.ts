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

const forPage = { show: { sendAndReceiveThrough: ['page'] } };
const forApplication = { show: { sendAndReceiveThrough: ['application'] } };

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
			placeholder: 'e.g. https://xxxxx.api.infobip.com',
			description:
				'The address of your account. Infobip shows yours (https://xxxxx.api.infobip.com) on the home page of its portal. For the sandbox, use the address that it prints.',
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: 'Basic (Username and Password)', value: 'basic' },
				{ name: 'API Key', value: 'apiKey' },
			],
			default: 'basic',
		},
		{
			displayName: 'Username',
			name: 'username',
			type: 'string',
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['basic'] } },
			description: 'The username you log in to Infobip with',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['basic'] } },
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			displayOptions: { show: { authentication: ['apiKey'] } },
			description: 'Create one in the Infobip portal under Developer Tools → API Keys',
		},
		{
			displayName: 'Send and Receive Through',
			name: 'sendAndReceiveThrough',
			type: 'options',
			options: [
				{
					name: 'Page',
					value: 'page',
					description: 'A Facebook Page that you connected in the Infobip portal (Messenger API)',
				},
				{
					name: 'Application',
					value: 'application',
					description: 'An application that you created with a Facebook app (Facebook API)',
				},
			],
			default: 'page',
			description: 'What the nodes use unless a node overrides it',
		},
		{
			displayName: 'Page ID',
			name: 'pageId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 102030405060708',
			displayOptions: forPage,
			description:
				'The Facebook Page that nodes send from and receive through unless a node overrides it. Infobip shows its ID under Channels and Numbers → Messenger.',
		},
		{
			displayName: 'Application Key',
			name: 'applicationKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. A1B2C3D4E5F60718293A4B5C6D7E8F90',
			displayOptions: forApplication,
			description:
				'The application that nodes use unless a node overrides it. Leave empty until you have created one: Application → Create returns its key, Application → Get Many lists it.',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1234567890123456',
			displayOptions: forApplication,
			description:
				'Needed only to create or update an application. From Facebook for Developers → your app → Settings → Basic.',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: forApplication,
			description:
				'Needed only to create or update an application. Shown next to the App ID, behind "Show".',
		},
		{
			displayName: 'Page Access Token',
			name: 'pageAccessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: forApplication,
			description:
				'Needed only to create or update an application. From Facebook for Developers → your app → Messenger → Settings → Access Tokens, for the Page that talks to your customers.',
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
