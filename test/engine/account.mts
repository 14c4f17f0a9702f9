import { setTimeout as sleep } from 'node:timers/promises';

import type { INodeParameters } from 'n8n-workflow';

import { startSandbox } from '../../sandbox/server.mts';
import type {
	ApplicationState,
	BatchPlay,
	CustomerPlay,
	Forward,
	LoggedRequest,
	PlayedContent,
	Sandbox,
} from '../../sandbox/server.mts';
import { underContract } from './contractWatch.mts';
import type { CredentialForms } from './engine.mts';

/** Facebook's side of an application, with ids and secrets that no one else has. */
export const facebookApp = {
	appId: '1234567890123456',
	appSecret: 'demo-app-secret-of-the-engine-tests',
	pageAccessToken: 'demo-page-access-token-of-the-engine-tests',
};

type Form = Record<string, string>;
type Configuration = ApplicationState['configurations'][number];

interface Play {
	userKey?: string;
	more?: Partial<CustomerPlay>;
}

/** An Infobip account at a sandbox of its own, with one application, and what a user fills in for it. */
export class Account {
	readonly sandbox: Sandbox;
	/** Made anew by `reset`. */
	applicationKey = '';

	private constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
		this.reset();
	}

	/**
	 * One of Infobip's minutes takes 20 milliseconds, so that a retry is soon.
	 *
	 * @param now the clock by which Infobip's logs lag; default: the real one
	 */
	static async open(secondsPerMinute = 0.02, now?: () => number): Promise<Account> {
		const login = {
			username: 'engine',
			password: 'engine password: ünïcode',
			apiKey: 'engine-key',
		};
		return new Account(underContract(await startSandbox({ ...login, secondsPerMinute, now })));
	}

	/** Forgets everything that happened and begins with one application. */
	reset(): void {
		this.sandbox.reset();
		this.applicationKey = this.sandbox.addApplication();
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/**
	 * The credential `infobipFacebookApi`: through a Page if `changes` has a page ID, otherwise through
	 * the application. n8n drops the fields of the other choice, which its form does not show.
	 */
	form(changes: Form = {}): Form {
		const { url, username, password } = this.sandbox;
		const { applicationKey } = this;
		return {
			baseUrl: url,
			authentication: 'basic',
			username,
			password,
			sendAndReceiveThrough: changes['pageId'] === undefined ? 'application' : 'page',
			applicationKey,
			...facebookApp,
			...changes,
		};
	}

	credentials(changes: Form = {}): CredentialForms {
		return { infobipFacebookApi: this.form(changes) };
	}

	/** What reached Infobip, one line a request: `POST /facebook/1/single`. */
	calls(): string[] {
		return this.sandbox.requests().map(({ method, path }) => `${method} ${path}`);
	}

	/** What is below the application at Infobip. */
	configurations(): Configuration[] {
		const { applications } = this.sandbox.state();
		return applications.find(({ key }) => key === this.applicationKey)?.configurations ?? [];
	}

	/** All actions of the application, whatever configuration they are in. */
	actions(): Configuration['actions'] {
		return this.configurations().flatMap(({ actions }) => actions);
	}

	/** A customer writes; resolves when every forward of it was tried once. */
	async customerWrites(message: PlayedContent, play: Play = {}): Promise<Forward[]> {
		const { applicationKey } = this;
		const before = this.sandbox.forwards().length;
		const userKey = play.userKey ?? 'customer';
		this.sandbox.customerWrites(userKey, { applicationKey, message, ...play.more });
		return await this.tried(before);
	}

	/** Several messages in one forward body; resolves as `customerWrites`. */
	async customersWrite(messages: BatchPlay['messages']): Promise<Forward[]> {
		const before = this.sandbox.forwards().length;
		this.sandbox.customersWrite({ applicationKey: this.applicationKey, messages });
		return await this.tried(before);
	}

	private async tried(from: number): Promise<Forward[]> {
		for (;;) {
			const forwards = this.sandbox.forwards().slice(from);
			if (forwards.every(({ attempts }) => attempts.length > 0)) return forwards;
			await sleep(2);
		}
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
