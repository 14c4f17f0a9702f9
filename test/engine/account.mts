import type { INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox/server.mts';
import type { LoggedRequest, Sandbox } from '../../sandbox/server.mts';
import type { CredentialForms } from './engine.mts';

/** Facebook's side of an application, with ids and secrets that no one else has. */
export const facebookApp = {
	appId: '1234567890123456',
	appSecret: 'demo-app-secret-of-the-engine-tests',
	pageAccessToken: 'demo-page-access-token-of-the-engine-tests',
};

type Form = Record<string, string>;

/** An Infobip account at a sandbox of its own, with one application, and what a user fills in for it. */
export class Account {
	readonly sandbox: Sandbox;
	/** Made anew by `reset`. */
	applicationKey = '';

	private constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
		this.reset();
	}

	/** One of Infobip's minutes takes 20 milliseconds, so that a retry is soon. */
	static async open(secondsPerMinute = 0.02): Promise<Account> {
		const login = {
			username: 'engine',
			password: 'engine password: ünïcode',
			apiKey: 'engine-key',
		};
		return new Account(await startSandbox({ ...login, secondsPerMinute }));
	}

	/** Forgets everything that happened and begins with one application. */
	reset(): void {
		this.sandbox.reset();
		this.applicationKey = this.sandbox.addApplication();
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** The credential `infobipFacebookApi`, with the application as its default one. */
	form(changes: Form = {}): Form {
		const { url, username, password } = this.sandbox;
		const { applicationKey } = this;
		return {
			baseUrl: url,
			authentication: 'basic',
			username,
			password,
			applicationKey,
			...changes,
		};
	}

	credentials(changes: Form = {}): CredentialForms {
		return { infobipFacebookApi: this.form(changes), infobipFacebookAppApi: { ...facebookApp } };
	}

	/** What reached Infobip, one line a request: `POST /facebook/1/single`. */
	calls(): string[] {
		return this.sandbox.requests().map(({ method, path }) => `${method} ${path}`);
	}

	/** The last request that reached Infobip. */
	lastRequest(): LoggedRequest {
		const request = this.sandbox.requests().at(-1);
		if (request === undefined) throw new Error('No request has reached the sandbox');
		return request;
	}

	/** The JSON body of the last request. */
	lastBody(): unknown {
		return JSON.parse(this.lastRequest().body ?? '') as unknown;
	}

	/** Path of the application at Infobip, or of something below it. */
	path(...below: string[]): string {
		return ['/facebook/1/applications', this.applicationKey, ...below].join('/');
	}
}

/** A locator as the editor stores it, chosen from the list or typed in. */
export function picked(value: string, mode: 'list' | 'key' = 'key'): INodeParameters {
	return { __rl: true, mode, value };
}
