import { appName } from '../facebook/applicationRegistry.mts';
import type { Application, Configuration, FacebookApp } from '../facebook/applicationRegistry.mts';
import { changeConsent } from '../messenger/consent.mts';
import type { Consent } from '../messenger/consent.mts';
import { DEMO_PAGE_ID } from '../messenger/pages.mts';
import type { Page } from '../messenger/pages.mts';
import { markSeen } from '../messenger/seen.mts';
import type { Apis } from '../platform/apiSwitch.mts';
import type { ConversationEntry } from '../platform/conversations.mts';
import type { FaultRule, StandingFault } from '../platform/faults.mts';
import type { Forward } from '../platform/forwarder.mts';
import type { AcceptedMessage } from '../platform/ledger.mts';
import type { RateLimitRule } from '../platform/rateLimit.mts';
import type { LoggedRequest } from '../platform/requestLog.mts';
import type { InboundConfiguration } from '../resources/inboundConfigurations.mts';
import type { Profile, Security, Subscription } from '../subscriptions/registry.mts';
import type { Settings, World } from '../world.mts';
import { playBatch, playCustomer } from './customers.mts';
import type { BatchPlay, CustomerPlay } from './customers.mts';
import { findPage } from './recipient.mts';

export interface SandboxState {
	applications: ApplicationState[];
	/** Messages to Applications that wait for Pull. */
	waitingForPull: number;
	pages: Page[];
	subscriptions: Subscription[];
	profiles: Profile[];
	/** Without what is secret in them. */
	security: Pick<Security, 'authId' | 'type'>[];
	inboundConfigurations: InboundConfiguration[];
	/** Delivery reports of pages that wait to be fetched. */
	waitingReports: number;
	/** Messages to pages that wait to be fetched. */
	waitingPageMessages: number;
	settings: Settings;
	secondsPerMinute: number;
	rateLimit: RateLimitRule | null;
}

export interface ApplicationState {
	key: string;
	/** Facebook's app id, digit by digit. */
	appId: string;
	name: string;
	/** Where Meta calls, and the token it must know. */
	webhookPath: string;
	verifyToken: string;
	configurations: Configuration[];
}

/** Without an id the demo page's is taken. */
export interface NewPage {
	id?: string;
	name?: string;
}

export type ConsentPlay = Consent & { pageId: string };

export type SettingsChange = Partial<Omit<Settings, 'apis'>> & { apis?: Partial<Apis> };

/** What `/_sandbox` offers over HTTP, for tests that run in the same process. */
export interface Controls {
	/** Forgets everything: Applications, messages, logs, faults, settings; ends pending retries. */
	reset(): void;
	state(): SandboxState;
	/** Creates an Application without a request; returns its key. */
	addApplication(app?: Partial<FacebookApp>): string;
	/** Connects a page, as the portal does; returns its id. */
	addPage(page?: NewPage): string;
	requests(): LoggedRequest[];
	clearRequests(): void;
	addFaults(...rules: FaultRule[]): void;
	faults(): StandingFault[];
	clearFaults(): void;
	/** Without a rule the limit is lifted. */
	setRateLimit(rule?: RateLimitRule): void;
	changeSettings(changes: SettingsChange): Settings;
	setSecondsPerMinute(seconds: number): void;
	/** A customer writes; returns the message id. */
	customerWrites(userKey: string, play: CustomerPlay): { messageId: string };
	/** Several messages in one forward body; returns their ids in the order given. */
	customersWrite(play: BatchPlay): { messageIds: string[] };
	/** A customer reads what has arrived; returns the ids of the page's messages now seen. */
	customerSees(userKey: string, pageId: string): { messageIds: string[] };
	/** A customer agrees to notifications of a page, or takes that back. */
	customerConsents(userKey: string, play: ConsentPlay): void;
	conversation(userKey: string): ConversationEntry[];
	userKeys(): string[];
	forwards(): Forward[];
	/** Every message that Infobip has accepted, whatever became of the answer. */
	accepted(): AcceptedMessage[];
}

const DEMO_APP: FacebookApp = {
	accessToken: 'EAAB-demo-token',
	id: 12345678901234567n,
	secret: '0123456789abcdef0123456789abcdef',
};

export function createControls(world: World, afterReset: () => void): Controls {
	return {
		reset: () => {
			world.reset();
			afterReset();
		},
		state: () => ({
			applications: world.applications.all().map(applicationState),
			waitingForPull: world.inbox.size,
			...pageState(world),
			settings: structuredClone(world.settings),
			secondsPerMinute: world.clock.secondsPerMinute,
			rateLimit: world.rateLimit.rule ?? null,
		}),
		addApplication: (app) => {
			const { key } = world.applications.create({ ...DEMO_APP, ...app });
			world.changes.tell();
			return key;
		},
		addPage: ({ id = DEMO_PAGE_ID, name } = {}) => {
			world.pages.add(id, name);
			world.changes.tell();
			return id;
		},
		requests: () => world.requests.all(),
		clearRequests: () => {
			world.requests.clear();
			world.changes.tell();
		},
		addFaults: (...rules) => {
			world.faults.add(rules);
		},
		faults: () => world.faults.all(),
		clearFaults: () => {
			world.faults.clear();
		},
		setRateLimit: (rule) => {
			world.rateLimit.set(rule);
		},
		changeSettings: (changes) => {
			const { apis, channelOutcomes } = world.settings;
			world.settings = {
				...world.settings,
				...changes,
				apis: { ...apis, ...changes.apis },
				channelOutcomes: { ...channelOutcomes, ...changes.channelOutcomes },
			};
			world.changes.tell();
			return structuredClone(world.settings);
		},
		setSecondsPerMinute: (seconds) => {
			world.clock.secondsPerMinute = seconds;
		},
		customerWrites: (userKey, play) => playCustomer(world, userKey, play),
		customersWrite: (play) => playBatch(world, play),
		customerSees: (userKey, pageId) => ({
			messageIds: markSeen(world, findPage(world, pageId), userKey).map(
				({ messageId }) => messageId,
			),
		}),
		customerConsents: (userKey, { pageId, ...consent }) => {
			changeConsent(world, findPage(world, pageId), userKey, consent);
		},
		conversation: (userKey) => world.conversations.of(userKey),
		userKeys: () => world.conversations.userKeys(),
		forwards: () => world.forwarder.all(),
		accepted: () => world.ledger.all(),
	};
}

function pageState(world: World) {
	const { subscriptions } = world;
	return structuredClone({
		pages: world.pages.all(),
		subscriptions: subscriptions.subscriptions(),
		profiles: subscriptions.profiles(),
		security: subscriptions
			.securities()
			.map(({ authId, type }) => ({ authId, ...(type && { type }) })),
		inboundConfigurations: world.inboundConfigurations.all(),
		waitingReports: world.reports.size,
		waitingPageMessages: world.pageInbox.size,
	});
}

/** The Application that `npm run sandbox` has ready, with the same key on every start. */
export function addDemoApplication(world: World, key: string): void {
	world.applications.create(DEMO_APP, key);
}

function applicationState({ key, app, configurations }: Application): ApplicationState {
	return {
		key,
		appId: String(app.id),
		name: appName(app.id),
		webhookPath: `/facebook/1/applications/${key}/webhook`,
		verifyToken: key,
		configurations: structuredClone(configurations),
	};
}
