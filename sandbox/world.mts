import { ApplicationRegistry } from './facebook/applicationRegistry.mts';
import { PullInbox } from './facebook/pullInbox.mts';
import type { ItemLayout } from './facebook/receivedItem.mts';
import type { Account } from './platform/account.mts';
import { Conversations } from './platform/conversations.mts';
import { Faults } from './platform/faults.mts';
import { Forwarder } from './platform/forwarder.mts';
import { RateLimit } from './platform/rateLimit.mts';
import { RequestLog } from './platform/requestLog.mts';
import { SpeedUpClock } from './platform/speedUpClock.mts';

/** Where the reference leaves two shapes open, the one the sandbox answers with. */
export interface Settings {
	/** `POST /facebook/1/single`: the flat object of chat siblings, or the `messages[]` of SMS and OMNI. */
	sendAnswer: 'flat' | 'messages';
	/** Lists: `{"applications":[…]}` and so on, or a bare array. */
	listAnswer: 'envelope' | 'array';
	/** What an Action calls its key: `key` as in Push, `actionKey` as in Numbers. */
	actionKeyName: 'key' | 'actionKey';
	/** Received messages: `message.text` as in OMNI, or `text` in the item as in Push and SMS. */
	layout: ItemLayout;
}

export const DEFAULT_SETTINGS: Settings = {
	sendAnswer: 'flat',
	listAnswer: 'envelope',
	actionKeyName: 'key',
	layout: 'nested',
};

/** Everything the sandbox remembers. */
export class World {
	readonly account: Account;
	settings: Settings = { ...DEFAULT_SETTINGS };
	readonly applications = new ApplicationRegistry();
	readonly inbox = new PullInbox();
	readonly conversations = new Conversations();
	readonly clock: SpeedUpClock;
	readonly forwarder: Forwarder;
	readonly requests = new RequestLog();
	readonly faults = new Faults();
	readonly rateLimit = new RateLimit();
	readonly #secondsPerMinute: number;

	constructor(account: Account, secondsPerMinute: number) {
		this.account = account;
		this.#secondsPerMinute = secondsPerMinute;
		this.clock = new SpeedUpClock(secondsPerMinute);
		this.forwarder = new Forwarder(this.clock);
	}

	/** As after the start: forgets everything and ends what is under way. */
	reset(): void {
		this.forwarder.clear();
		this.clock.secondsPerMinute = this.#secondsPerMinute;
		this.settings = { ...DEFAULT_SETTINGS };
		this.applications.clear();
		this.inbox.clear();
		this.conversations.clear();
		this.requests.clear();
		this.faults.clear();
		this.rateLimit.set(undefined);
	}
}
