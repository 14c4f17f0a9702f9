import { ApplicationRegistry } from './facebook/applicationRegistry.mts';
import { DEFAULT_FORMS } from './facebook/answerForms.mts';
import type { AnswerForms } from './facebook/answerForms.mts';
import { PullInbox } from './facebook/pullInbox.mts';
import type { ItemLayout } from './facebook/receivedItem.mts';
import type { Channel } from './messagesApi/channels.mts';
import { Customers } from './messagesApi/customers.mts';
import type { StepOutcome } from './messagesApi/run.mts';
import { Consents } from './messenger/consents.mts';
import type { DeliveryOutcome } from './messenger/delivery.mts';
import { Outbox } from './messenger/outbox.mts';
import { PageInbox } from './messenger/pageInbox.mts';
import { PageRegistry } from './messenger/pages.mts';
import type { PageLayout } from './messenger/receivedItem.mts';
import { WaitingReports } from './messenger/waitingReports.mts';
import type { Account } from './platform/account.mts';
import type { Apis } from './platform/apiSwitch.mts';
import { Changes } from './platform/changes.mts';
import { Conversations } from './platform/conversations.mts';
import { Faults } from './platform/faults.mts';
import { Forwarder } from './platform/forwarder.mts';
import { RateLimit } from './platform/rateLimit.mts';
import { Ledger } from './platform/ledger.mts';
import { RequestLog } from './platform/requestLog.mts';
import { SpeedUpClock } from './platform/speedUpClock.mts';
import { InboundConfigurations } from './resources/inboundConfigurations.mts';
import { SubscriptionRegistry } from './subscriptions/registry.mts';

/** The account the sandbox plays, and where the reference leaves two shapes open, the one it uses. */
export interface Settings extends AnswerForms {
	/** `POST /facebook/1/single`: the flat object of chat siblings, or the `messages[]` of SMS and OMNI. */
	sendAnswer: 'flat' | 'messages';
	/** What an Action calls its key: `key` as in Push, `actionKey` as in Numbers. */
	actionKeyName: 'key' | 'actionKey';
	/** Received messages: `message.text` as in OMNI, or `text` in the item as in Push and SMS. */
	layout: ItemLayout;
	/** Which of the two APIs the account has; the other answers 404. */
	apis: Apis;
	/** Messages to a page, unless a play or a format says otherwise. */
	pageLayout: PageLayout;
	/** What becomes of a page's message a moment after it was taken. */
	deliveryOutcome: DeliveryOutcome;
	/** A page's message to someone who has not written to it within 24 hours. */
	outsideWindow: 'accept' | 'reject';
	/** A message to someone who never wrote to its Page or Application. */
	unknownRecipients: 'accept' | 'reject';
	/** What goes wrong with everything, as chosen from the chat page's menu. */
	trouble: Trouble;
	/** What becomes of a step of the Messages API, by its channel; Messenger's default is `deliveryOutcome`. */
	channelOutcomes: ChannelOutcomes;
	/** In which layout a subscription for FACEBOOK gets the report of a step on Messenger. */
	stepReportLayout: 'messagesApi' | 'messenger';
	/** Whether the Messenger API's logs have what the Messages API has sent on Messenger. */
	logsKnowMessagesApi: boolean;
	/** How long a page's message is not in the logs yet, in seconds of Infobip's time. */
	logDelaySeconds: number;
	/** A message of a page whose id another one has had. */
	duplicateIds: 'accept' | 'refuse';
}

export const TROUBLES = ['none', 'windowOver', 'blocked', 'rateLimit', 'outage'] as const;
export type Trouble = (typeof TROUBLES)[number];

export type ChannelOutcomes = Partial<Record<Channel, StepOutcome>>;

export const DEFAULT_SETTINGS: Settings = {
	...DEFAULT_FORMS,
	sendAnswer: 'flat',
	actionKeyName: 'key',
	layout: 'nested',
	apis: { facebook: true, messenger: true },
	pageLayout: 'sender',
	deliveryOutcome: 'DELIVERED',
	outsideWindow: 'accept',
	unknownRecipients: 'accept',
	trouble: 'none',
	channelOutcomes: {},
	stepReportLayout: 'messagesApi',
	logsKnowMessagesApi: true,
	logDelaySeconds: 0,
	duplicateIds: 'refuse',
};

/** Everything the sandbox remembers. */
export class World {
	readonly account: Account;
	settings: Settings = { ...DEFAULT_SETTINGS };
	readonly changes = new Changes();
	readonly applications = new ApplicationRegistry();
	readonly inbox = new PullInbox();
	readonly pages = new PageRegistry();
	readonly outbox = new Outbox();
	readonly reports = new WaitingReports();
	readonly pageInbox = new PageInbox();
	readonly consents = new Consents();
	readonly subscriptions = new SubscriptionRegistry();
	readonly customers = new Customers();
	readonly inboundConfigurations = new InboundConfigurations();
	readonly conversations = new Conversations(this.changes);
	readonly clock: SpeedUpClock;
	readonly forwarder: Forwarder;
	readonly requests = new RequestLog();
	readonly faults = new Faults();
	readonly rateLimit = new RateLimit();
	/** Aborted by `halt`. */
	stop = new AbortController();
	readonly #secondsPerMinute: number;

	/** Milliseconds since some moment, by the clock that a test may turn. */
	readonly now: () => number;
	readonly ledger = new Ledger();

	constructor(account: Account, secondsPerMinute: number, now = () => performance.now()) {
		this.account = account;
		this.now = now;
		this.#secondsPerMinute = secondsPerMinute;
		this.clock = new SpeedUpClock(secondsPerMinute);
		this.forwarder = new Forwarder(this.clock, this.changes);
	}

	/** Ends what is under way: forwards, their retries, and messages that have not arrived yet. */
	halt(): void {
		this.stop.abort();
		this.stop = new AbortController();
		this.forwarder.clear();
	}

	/** As after the start: forgets everything and ends what is under way. */
	reset(): void {
		this.halt();
		this.clock.secondsPerMinute = this.#secondsPerMinute;
		this.settings = { ...DEFAULT_SETTINGS };
		this.applications.clear();
		this.inbox.clear();
		this.pages.clear();
		this.outbox.clear();
		this.ledger.clear();
		this.reports.clear();
		this.pageInbox.clear();
		this.consents.clear();
		this.subscriptions.clear();
		this.customers.clear();
		this.inboundConfigurations.clear();
		this.conversations.clear();
		this.requests.clear();
		this.faults.clear();
		this.rateLimit.set(undefined);
		this.changes.tell();
	}
}
