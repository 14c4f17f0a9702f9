import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { waitUntil } from '../sandbox/waitUntil.mts';
import { Account } from './account.mts';
import type { Execution, Trigger } from './engine.mts';

export type Kind = 'configuration' | 'action' | 'subscription' | 'profile' | 'security';

/** What is at Infobip, one line a thing: `action A1B2… {"key":…}`. */
type Line = `${Kind} ${string}`;

/** An account at which other people have things of their own, which nobody may touch. */
export class SharedAccount {
	readonly account: Account;
	/** A configuration of theirs, in our application, with actions of theirs. */
	theirConfiguration = '';
	private theirs: readonly Line[] = [];

	private constructor(account: Account) {
		this.account = account;
	}

	/** Infobip's minutes are long: a call that was refused is not repeated while a test runs. */
	static async open(): Promise<SharedAccount> {
		return new SharedAccount(await Account.open(600));
	}

	/**
	 * Begins anew, with things of theirs in our application, in another one and on our Page. What comes
	 * nearest to ours calls an address that begins with that of `trigger`.
	 */
	async reset(trigger: () => Trigger): Promise<Trigger> {
		this.account.reset();
		const { sandbox } = this.account;
		sandbox.addPage();
		const { applicationKey } = this.account;
		const otherApplication = sandbox.addApplication();
		this.theirConfiguration = await this.makeConfiguration(applicationKey);
		const subject = trigger();
		const forwardUrl = `${subject.url()}s?secret=theirs`;
		const forward = { type: 'HTTP_FORWARD', forwardUrl };
		await Promise.all([
			this.makeAction(applicationKey, this.theirConfiguration, { type: 'PULL' }),
			this.makeAction(applicationKey, this.theirConfiguration, forward),
			// This one stays empty.
			this.makeConfiguration(applicationKey),
			this.makeConfiguration(otherApplication).then(async (key) =>
				this.makeAction(otherApplication, key, { type: 'PULL' }),
			),
			this.makeSubscription(`${subject.url()}s`),
			this.post('/subscriptions/1/security', login('unused-security')),
		]);
		this.theirs = this.lines();
		return subject;
	}

	/** Somebody puts an action of their own into the configuration that was made for the trigger. */
	async putActionIntoOurs(): Promise<void> {
		const ours = this.ours().find((line) => line.startsWith('configuration '));
		const { applicationKey } = this.account;
		const key = ours?.split(' ')[2] ?? '';
		await this.makeAction(applicationKey, key, { type: 'PULL' });
		// What holds something of theirs is not ours to take away any more.
		const action = this.ours().find((line) => line.includes('"PULL"'));
		this.theirs = [
			...this.theirs,
			...this.ours().filter((line) => line === ours || line === action),
		];
	}

	/** What is at Infobip besides what is theirs, by kind, in alphabetical order. */
	kinds(): Kind[] {
		return this.ours()
			.map((line) => line.split(' ')[0] as Kind)
			.sort();
	}

	/** What was theirs and is gone, or is not as it was. */
	damage(): string[] {
		const now = this.lines();
		return this.theirs.filter((line) => !now.includes(line));
	}

	/**
	 * A customer writes to the application and to the Page; the executions that this starts, in
	 * alphabetical order.
	 *
	 * @param least how many there should be: so long is waited
	 */
	async hear(trigger: Trigger, least: number): Promise<Execution['mode'][]> {
		const { sandbox, applicationKey } = this.account;
		const executionsBefore = (await trigger.executions()).length;
		const before = sandbox.forwards().length;
		const message = { type: 'TEXT' as const, text: 'Hello' };
		sandbox.customerWrites('customer', { applicationKey, message });
		sandbox.customerWrites('customer', { pageId: DEMO_PAGE_ID, message });
		await waitUntil('everybody was told', () => {
			const forwards = sandbox.forwards().slice(before);
			// Their action and their subscription are reported in any case.
			return forwards.length >= 2 + least && forwards.every(({ attempts }) => attempts.length > 0);
		});
		const executions = (await trigger.executions()).slice(executionsBefore);
		return executions.map(({ mode }) => mode).sort();
	}

	async close(): Promise<void> {
		await this.account.close();
	}

	/** What is at Infobip besides what is theirs. */
	ours(): Line[] {
		return this.lines().filter((line) => !this.theirs.includes(line));
	}

	private lines(): Line[] {
		const { applications, subscriptions, profiles, security } = this.account.sandbox.state();
		return [
			...applications.flatMap(({ key: application, configurations }) =>
				configurations.flatMap(({ key, actions }): Line[] => [
					`configuration ${application} ${key}`,
					...actions.map(
						(action): Line => `action ${application} ${key} ${JSON.stringify(action)}`,
					),
				]),
			),
			...subscriptions.map((one): Line => `subscription ${JSON.stringify(one)}`),
			...profiles.map((one): Line => `profile ${JSON.stringify(one)}`),
			...security.map((one): Line => `security ${JSON.stringify(one)}`),
		];
	}

	private async makeConfiguration(application: string): Promise<string> {
		const answer = await this.post(`/facebook/1/applications/${application}/configurations`);
		return (answer as { key: string }).key;
	}

	private async makeAction(application: string, key: string, action: object): Promise<void> {
		const path = `/facebook/1/applications/${application}/configurations/${key}/actions`;
		await this.post(path, action);
	}

	private async makeSubscription(notifyUrl: string): Promise<void> {
		await this.post('/subscriptions/1/subscription/FACEBOOK', {
			subscriptionId: 'theirs',
			name: 'Theirs',
			events: ['INBOUND_MESSAGE'],
			resources: [DEMO_PAGE_ID],
			profile: {
				profileId: 'theirs-profile',
				webhook: { notifyUrl, contentType: 'application/json' },
				security: login('theirs-security'),
			},
		});
	}

	private async post(path: string, body?: object): Promise<unknown> {
		const { url, apiKey } = this.account.sandbox;
		const response = await fetch(`${url}${path}`, {
			method: 'POST',
			headers: {
				authorization: `App ${apiKey}`,
				...(body && { 'content-type': 'application/json' }),
			},
			...(body && { body: JSON.stringify(body) }),
		});
		if (!response.ok) throw new Error(`POST ${path}: ${response.status} ${await response.text()}`);
		return await response.json();
	}
}

const login = (authId: string) => ({
	authId,
	type: 'BASIC',
	credentials: { username: 'somebody', password: 'else' },
});
