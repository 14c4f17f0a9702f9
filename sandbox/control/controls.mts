import { appName } from '../facebook/applicationRegistry.mts';
import type { Application, Configuration, FacebookApp } from '../facebook/applicationRegistry.mts';
import type { ConversationEntry } from '../platform/conversations.mts';
import type { FaultRule, StandingFault } from '../platform/faults.mts';
import type { Forward } from '../platform/forwarder.mts';
import type { RateLimitRule } from '../platform/rateLimit.mts';
import type { LoggedRequest } from '../platform/requestLog.mts';
import type { Settings, World } from '../world.mts';
import { playBatch, playCustomer } from './customers.mts';
import type { BatchPlay, CustomerPlay } from './customers.mts';

export interface SandboxState {
	applications: ApplicationState[];
	waitingForPull: number;
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

/** What `/_sandbox` offers over HTTP, for tests that run in the same process. */
export interface Controls {
	/** Forgets everything: Applications, messages, logs, faults, settings; ends pending retries. */
	reset(): void;
	state(): SandboxState;
	/** Creates an Application without a request; returns its key. */
	addApplication(app?: Partial<FacebookApp>): string;
	requests(): LoggedRequest[];
	clearRequests(): void;
	addFaults(...rules: FaultRule[]): void;
	faults(): StandingFault[];
	clearFaults(): void;
	/** Without a rule the limit is lifted. */
	setRateLimit(rule?: RateLimitRule): void;
	changeSettings(changes: Partial<Settings>): Settings;
	setSecondsPerMinute(seconds: number): void;
	/** A customer writes; returns the message id. */
	customerWrites(userKey: string, play: CustomerPlay): { messageId: string };
	/** Several messages in one forward body; returns their ids in the order given. */
	customersWrite(play: BatchPlay): { messageIds: string[] };
	conversation(userKey: string): ConversationEntry[];
	userKeys(): string[];
	forwards(): Forward[];
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
			settings: { ...world.settings },
			secondsPerMinute: world.clock.secondsPerMinute,
			rateLimit: world.rateLimit.rule ?? null,
		}),
		addApplication: (app) => world.applications.create({ ...DEMO_APP, ...app }).key,
		requests: () => world.requests.all(),
		clearRequests: () => {
			world.requests.clear();
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
			world.settings = { ...world.settings, ...changes };
			return { ...world.settings };
		},
		setSecondsPerMinute: (seconds) => {
			world.clock.secondsPerMinute = seconds;
		},
		customerWrites: (userKey, play) => playCustomer(world, userKey, play),
		customersWrite: (play) => playBatch(world, play),
		conversation: (userKey) => world.conversations.of(userKey),
		userKeys: () => world.conversations.userKeys(),
		forwards: () => world.forwarder.all(),
	};
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
