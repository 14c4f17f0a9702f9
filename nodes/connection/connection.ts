import {
	NodeOperationError,
	type IAllExecuteFunctions,
	type ICredentialDataDecryptedObject,
} from 'n8n-workflow';

import { authorization } from '../../infobip/authorization';
import { readAccountAddress } from '../../infobip/accountAddress';
import type { Transport } from '../../infobip/call/client';
import { InvalidInput } from '../../infobip/errors';
import type { FacebookApp } from '../../infobip/facebook/applications';
import type { Sender } from '../../infobip/message/message';
import { readLogin } from '../../credentials/login';
import { labelOf } from './fieldLabel';
import { itemMasker } from '../../infobip/maskSecrets';
import { CREDENTIAL, createTransport, type Secrets } from './transport';

/** What an account sends and receives through; each has an API of its own. */
export type Through = Sender['kind'];

/** The values of the fields in which a node chooses. */
export const CHOICES = ['credential', 'page', 'application'] as const;

/** What a node says about where it sends from or receives through. */
export interface NodeChoice {
	/** The field that chooses. */
	readonly field: 'sendFrom' | 'receiveThrough' | 'readFrom' | 'checkWhat';
	readonly chosen: (typeof CHOICES)[number];
	/** What the node's own field holds; undefined if it is empty. */
	key(name: 'pageId' | 'applicationKey'): string | undefined;
}

/** What the credential has besides its login. Keys that it does not have are undefined. */
interface AccountDefaults {
	readonly through: Through;
	readonly pageId: string | undefined;
	readonly applicationKey: string | undefined;
	readonly facebookApp: FacebookApp;
}

/** An Infobip account, ready to be called. */
export class Connection {
	readonly transport: Transport;

	/** Without trailing slash. */
	readonly baseUrl: string;

	private readonly defaults: AccountDefaults;

	private readonly secrets: { readonly login: readonly string[]; readonly others: string[] };

	constructor(
		context: IAllExecuteFunctions,
		credential: ICredentialDataDecryptedObject,
		baseUrl: string,
	) {
		const secrets = secretsOf(credential);
		this.secrets = { login: secrets.login, others: [...secrets.others] };
		this.transport = createTransport(context, baseUrl, this.secrets, credential);
		this.baseUrl = baseUrl;
		this.defaults = readDefaults(credential);
	}

	/** Masks a secret that is not in the credential from now on, such as that of a trigger. */
	hide(secret: string): void {
		this.secrets.others.push(secret);
	}

	/** Makes a function that masks secrets in the texts of an item. */
	itemMasker(): (text: string) => string {
		return itemMasker([...this.secrets.login, ...this.secrets.others]);
	}

	through({ chosen }: Pick<NodeChoice, 'chosen'>): Through {
		return chosen === 'credential' ? this.defaults.through : chosen;
	}

	/** Members that are empty in the credential are empty here. */
	get facebookApp(): FacebookApp {
		return this.defaults.facebookApp;
	}

	/** The credential's Page ID or application key; undefined if it has none. */
	defaultKey(through: Through): string | undefined {
		return through === 'page' ? this.defaults.pageId : this.defaults.applicationKey;
	}

	/** The Page or application to work with. Throws InvalidInput if neither node nor credential has it. */
	sender(choice: NodeChoice): Sender {
		return this.through(choice) === 'page'
			? { kind: 'page', id: this.pageOf(choice) }
			: { kind: 'application', key: this.applicationOf(choice) };
	}

	/**
	 * For what only an application has, such as its configurations. Throws InvalidInput if there is none.
	 *
	 * @param own what the node's own field holds
	 */
	applicationKey(own: string | undefined): string {
		const key = own ?? this.defaults.applicationKey;
		if (key !== undefined) return key;
		const problem =
			this.defaults.through === 'application'
				? `is empty. Choose one here, or put its key into the ${CREDENTIAL_NAME}`
				: `is empty, and the ${CREDENTIAL_NAME} sends and receives through a Page. Choose an application here`;
		throw new InvalidInput([{ field: ['applicationKey'], problem }]);
	}

	/** Throws InvalidInput if there is none. */
	pageOf(choice: NodeChoice): string {
		if (choice.chosen === 'credential') return this.ofCredential(choice, 'pageId');
		const id = choice.key('pageId') ?? this.defaults.pageId;
		if (id !== undefined) return id;
		const problem = `is empty. Enter the ID of the Page here${this.instead(choice)}`;
		throw new InvalidInput([{ field: ['pageId'], problem }]);
	}

	/** Throws InvalidInput if there is none. */
	applicationOf(choice: NodeChoice): string {
		if (choice.chosen === 'credential') return this.ofCredential(choice, 'applicationKey');
		const key = choice.key('applicationKey') ?? this.defaults.applicationKey;
		if (key !== undefined) return key;
		const problem = `is empty. Choose one here${this.instead(choice)}`;
		throw new InvalidInput([{ field: ['applicationKey'], problem }]);
	}

	private ofCredential({ field }: NodeChoice, name: 'pageId' | 'applicationKey'): string {
		const key = this.defaults[name];
		if (key !== undefined) return key;
		const [label, choice] =
			name === 'pageId' ? ['Page ID', 'Page'] : ['Application Key', 'Application'];
		const problem = `is From Credential, and the ${CREDENTIAL_NAME} has no ${label}. Enter it there, or set ${labelOf([field])} to ${choice} and enter it here`;
		throw new InvalidInput([{ field: [field], problem }]);
	}

	/** What the user may have meant: the other choice, if the credential has what it needs. */
	private instead({ field, chosen }: NodeChoice): string {
		const { through, pageId, applicationKey } = this.defaults;
		if (through === chosen) return `, or put it into the ${CREDENTIAL_NAME}`;
		if (pageId === undefined && applicationKey === undefined) return '';
		const [name, id] =
			through === 'page' ? ['the Page', pageId] : ['the application', applicationKey];
		return `, or set ${labelOf([field])} to From Credential to use ${name} ${id}`;
	}
}

const CREDENTIAL_NAME = "credential 'Infobip Facebook API'";

/**
 * Reads the credential once. Throws NodeOperationError if it cannot work whatever is asked: a Base
 * URL that is not one, that would send the login unencrypted, or an empty login.
 */
export async function connect(context: IAllExecuteFunctions): Promise<Connection> {
	const credential = await context.getCredentials(CREDENTIAL);
	const address = readAccountAddress(String(credential.baseUrl ?? ''));
	const problem = 'problem' in address ? address.problem : missingLogin(credential);
	if ('problem' in address || problem !== undefined) {
		throw new NodeOperationError(
			context.getNode(),
			`The ${CREDENTIAL_NAME} cannot be used: ${problem}`,
			{
				description:
					'Open the credential and fix it. The Base URL looks like https://xxxxx.api.infobip.com; Infobip shows yours on the home page of its portal.',
			},
		);
	}
	return new Connection(context, credential, address.baseUrl);
}

function secretsOf(credential: ICredentialDataDecryptedObject): Secrets {
	const text = (name: string): string => String(credential[name] ?? '').trim();
	const header = authorization(readLogin(credential)).replace(/^\S+ /, '');
	return {
		login: [text('password'), text('apiKey'), header],
		others: [text('appSecret'), text('pageAccessToken')],
	};
}

function readDefaults(credential: ICredentialDataDecryptedObject): AccountDefaults {
	const text = (name: string): string => String(credential[name] ?? '').trim();
	return {
		through: throughOf(credential),
		pageId: text('pageId') || undefined,
		applicationKey: text('applicationKey') || undefined,
		facebookApp: {
			appId: text('appId'),
			appSecret: text('appSecret'),
			pageAccessToken: text('pageAccessToken'),
		},
	};
}

/** A credential that says nothing, as one stored before there was the choice, is what it has the key of. */
export function throughOf(credential: ICredentialDataDecryptedObject): Through {
	const { sendAndReceiveThrough, applicationKey, pageId } = credential;
	const isForApplication =
		sendAndReceiveThrough === undefined
			? Boolean(applicationKey) && !pageId
			: sendAndReceiveThrough === 'application';
	return isForApplication ? 'application' : 'page';
}

/** What is missing of a login, or undefined. */
export function missingLogin(credential: ICredentialDataDecryptedObject): string | undefined {
	const login = readLogin(credential);
	switch (login.kind) {
		case 'apiKey':
			return login.apiKey === '' ? "'API Key' is empty" : undefined;
		case 'basic':
			return login.username === '' || login.password === ''
				? "'Username' or 'Password' is empty"
				: undefined;
	}
}
