import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/**
 * What Facebook gives for an app and its Page. Stored as a credential so that it is encrypted and
 * does not stand in a workflow.
 */
export class InfobipFacebookAppApi implements ICredentialType {
	name = 'infobipFacebookAppApi';

	displayName = 'Infobip Facebook App API';

	icon = {
		light: 'file:../icons/infobipFacebook.svg',
		dark: 'file:../icons/infobipFacebook.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-infobip-facebook/n8n-nodes-infobip-facebook#credentials';

	properties: INodeProperties[] = [
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 1234567890123456',
			description: 'From Facebook for Developers → your app → Settings → Basic',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Next to the App ID, behind "Show"',
		},
		{
			displayName: 'Page Access Token',
			name: 'pageAccessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'From Facebook for Developers → your app → Messenger → Settings → Access Tokens, for the Page that talks to your customers',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{ $credentials.pageAccessToken }}' } },
	};

	/** Asks Facebook for the Page that the token belongs to. */
	test: ICredentialTestRequest = {
		request: { baseURL: 'https://graph.facebook.com', url: '/me', timeout: 15_000 },
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 400,
					message:
						'Facebook does not accept the Page Access Token. Generate a new one for the Page and paste it whole.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Facebook does not accept the Page Access Token. Generate a new one for the Page and paste it whole.',
				},
			},
		],
	};
}
