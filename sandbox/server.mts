import { fastify } from 'fastify';
import type { FastifyInstance } from 'fastify';
import { addChatPage, addChatRoutes } from './chat/routes.mts';
import { addDemoApplication, createControls } from './control/controls.mts';
import type { Controls } from './control/controls.mts';
import { explainErrors } from './control/explainErrors.mts';
import { addMediaRoutes } from './control/media.mts';
import { refuseForeignPages } from './control/ownPages.mts';
import { addControlRoutes } from './control/routes.mts';
import { writeExactJson } from './exactJson.mts';
import { addFacebookRoutes } from './facebook/routes.mts';
import { addMessagesApiRoutes } from './messagesApi/routes.mts';
import { addMessengerRoutes } from './messenger/routes.mts';
import { setUpInfobipSide } from './platform/infobipSide.mts';
import { addResourceRoutes } from './resources/routes.mts';
import { addSubscriptionsRoutes } from './subscriptions/routes.mts';
import { World } from './world.mts';
import type { Settings } from './world.mts';

export { chatAddress } from './chat/chatAddress.mts';
export type { BatchPlay, CustomerPlay, MessagePlay, PlayedContent } from './control/customers.mts';
export type {
	ApplicationState,
	ConsentPlay,
	Controls,
	NewPage,
	SandboxState,
	SettingsChange,
} from './control/controls.mts';
export { DEMO_PAGE_ID } from './messenger/pages.mts';
export type { Page } from './messenger/pages.mts';
export type { ConversationEntry, EntryStatus, Via } from './platform/conversations.mts';
export type { FaultRule, StandingFault } from './platform/faults.mts';
export type { AcceptedMessage } from './platform/ledger.mts';
export { DISTORTIONS, TRANSFERS } from './platform/faults.mts';
export type { Forward, ForwardAttempt } from './platform/forwarder.mts';
export type { RateLimitRule } from './platform/rateLimit.mts';
export type { LoggedRequest } from './platform/requestLog.mts';
export type {
	ShownButton,
	ShownCard,
	ShownMessage,
	ShownQuickReply,
} from './platform/shownMessage.mts';
export type { EventName, WebhookKind } from './platform/webhookKind.mts';
export type { Settings } from './world.mts';

export interface SandboxOptions {
	/** Default 0: any free port. */
	port?: number;
	/** Default `127.0.0.1`. The control API has no login: keep it on the loopback address. */
	host?: string;
	username?: string;
	password?: string;
	apiKey?: string;
	/** How long one of Infobip's minutes between retries takes here. Default 60. */
	secondsPerMinute?: number;
	/** Have an Application with this key ready, also after a reset. */
	demoApplicationKey?: string;
	/** What happens to a message to someone who never wrote, also after a reset. Default `accept`. */
	unknownRecipients?: Settings['unknownRecipients'];
	/** Have a page with this id ready, also after a reset. */
	demoPageId?: string;
	/** The clock by which logs lag behind, in milliseconds. Default: the real one. */
	now?: () => number;
}

export interface Sandbox extends Controls {
	url: string;
	username: string;
	password: string;
	apiKey: string;
	/** Calls back whenever something may have changed; returns what ends that. */
	watch(watcher: () => void): () => void;
	/** Ends pending retries, open sockets and the server. */
	close(): Promise<void>;
}

/** Pictures travel as addresses, so no honest body comes near this. */
const BODY_LIMIT = 5 * 1024 * 1024;

/** What is not Infobip's. */
const OWN_PREFIX = { prefix: '/_sandbox' };

/** @throws the error of Node's `listen`, such as `EADDRINUSE` */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const { port = 0, host = '127.0.0.1', secondsPerMinute = 60 } = options;
	const { demoApplicationKey, demoPageId, unknownRecipients = 'accept' } = options;
	const { username = 'demo', password = 'sandbox', apiKey = 'sandbox-api-key' } = options;
	const account = { username, password, apiKey };
	const world = new World(account, secondsPerMinute, options.now);
	const seed = () => {
		world.settings.unknownRecipients = unknownRecipients;
		if (demoApplicationKey !== undefined) addDemoApplication(world, demoApplicationKey);
		if (demoPageId !== undefined) world.pages.add(demoPageId, 'Demo page');
	};
	seed();
	const controls = createControls(world, seed);
	const app = createServer(world, controls, host);
	const url = await app.listen({ port, host });
	return {
		...controls,
		...account,
		url,
		watch: (watcher) => world.changes.watch(watcher),
		close: async () => {
			world.halt();
			await app.close();
		},
	};
}

function createServer(world: World, controls: Controls, host: string): FastifyInstance {
	const app = fastify({
		bodyLimit: BODY_LIMIT,
		forceCloseConnections: true,
		// HEAD would run a GET's handler, and reading the inbox consumes.
		exposeHeadRoutes: false,
		// A control body is refused rather than bent into shape.
		ajv: { customOptions: { removeAdditional: false, coerceTypes: false, allowUnionTypes: true } },
	});
	app.setReplySerializer(writeExactJson);

	app.register(async (own) => {
		explainErrors(own);
		own.register(async (media) => {
			addMediaRoutes(media);
		}, OWN_PREFIX);
		own.register(async (guarded) => {
			refuseForeignPages(guarded, host);
			addChatPage(guarded);
			guarded.register(async (control) => {
				addControlRoutes(control, controls);
			}, OWN_PREFIX);
			guarded.register(
				async (chat) => {
					addChatRoutes(chat, world);
				},
				{ prefix: '/_sandbox/chat' },
			);
		});
	});
	// The rest of the address space is Infobip's.
	app.register(async (infobip) => {
		setUpInfobipSide(infobip, world);
		addFacebookRoutes(infobip, world);
		addMessengerRoutes(infobip, world);
		addMessagesApiRoutes(infobip, world);
		addSubscriptionsRoutes(infobip, world);
		addResourceRoutes(infobip, world);
	});
	return app;
}
