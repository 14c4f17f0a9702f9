import {
	writtenBody,
	type InfobipAnswer,
	type InfobipRequest,
	type Transport,
} from '../../../infobip/call/client.ts';
import { ConnectionError } from '../../../infobip/errors.ts';

/** What happens to one request: it is not carried out, or it is and its answer does not arrive. */
export type Fault = 'unreachable' | 'answerLost' | 429 | 500 | 503;

interface StoredAction {
	readonly key: string;
	readonly type: string;
	readonly forwardUrl?: string;
}

const PATH =
	/^\/facebook\/1\/applications\/(?<application>[^/]+)\/configurations(?:\/(?<configuration>[^/]+)(?<actions>\/actions(?:\/(?<action>[^/]+))?)?)?$/;

/**
 * One application's configurations and actions, kept in memory and answered in the shapes of the
 * fact sheet. Other people's work on it goes through `addConfiguration` and `addAction`.
 */
export class MemoryInfobip {
	readonly requests: InfobipRequest[] = [];
	private readonly configurations = new Map<string, StoredAction[]>();
	private readonly faults = new Map<number, Fault>();
	private readonly events = new Map<number, () => void>();
	private readonly applicationKey: string;
	private lastKey = 0;

	constructor(applicationKey: string) {
		this.applicationKey = applicationKey;
	}

	/** The fault of a request that is still to come: 0 is the next one. */
	fail(fault: Fault, ahead = 0): void {
		this.faults.set(this.requests.length + ahead, fault);
	}

	/** What somebody else does just before a request that is still to come. */
	before(ahead: number, event: () => void): void {
		this.events.set(this.requests.length + ahead, event);
	}

	addConfiguration(): string {
		const key = this.nextKey('CONFIGURATION');
		this.configurations.set(key, []);
		return key;
	}

	addAction(configurationKey: string, action: Omit<StoredAction, 'key'>): string {
		const key = this.nextKey('ACTION');
		this.actionsIn(configurationKey).push({ key, ...action });
		return key;
	}

	removeConfiguration(key: string): void {
		this.configurations.delete(key);
	}

	removeAction(configurationKey: string, key: string): void {
		const left = this.actionsIn(configurationKey).filter((action) => action.key !== key);
		this.configurations.set(configurationKey, left);
	}

	/** Everything there is, to be compared. */
	content(): Record<string, StoredAction[]> {
		return structuredClone(Object.fromEntries(this.configurations));
	}

	actionsIn(configurationKey: string): StoredAction[] {
		const actions = this.configurations.get(configurationKey);
		if (!actions) throw new Error(`No configuration ${configurationKey}`);
		return actions;
	}

	/** What was asked, without the part of the path that all share. */
	get calls(): string[] {
		return this.requests.map(({ method, path }) =>
			`${method} ${path}`.replace(`/facebook/1/applications/${this.applicationKey}`, ''),
		);
	}

	readonly transport: Transport = async (request) => {
		const number = this.requests.length;
		this.requests.push(request);
		this.events.get(number)?.();
		const fault = this.faults.get(number);
		if (fault === 'unreachable') throw this.notReached(request, 'refused');
		if (typeof fault === 'number') return refusal(fault, 'NOT_NOW', 'Not now');
		const answer = this.answer(request);
		if (fault === 'answerLost') throw this.notReached(request, 'reset');
		return answer;
	};

	private answer({ method, path, body }: InfobipRequest): InfobipAnswer {
		const parts = PATH.exec(path)?.groups;
		if (parts?.application !== this.applicationKey) {
			return refusal(404, '1', 'Application does not exist');
		}
		const { configuration, actions, action } = parts;
		if (configuration === undefined) {
			if (method === 'POST') return success({ key: this.addConfiguration() });
			return success({ configurations: [...this.configurations.keys()].map((key) => ({ key })) });
		}
		const stored = this.configurations.get(configuration);
		if (!stored) return refusal(404, '6', 'Configuration does not exist');
		if (actions === undefined) {
			if (method === 'DELETE') this.configurations.delete(configuration);
			return method === 'DELETE' ? EMPTY : success({ key: configuration });
		}
		if (action === undefined) {
			if (method === 'GET') return success({ actions: stored });
			const wish = JSON.parse(writtenBody({ body })) as Omit<StoredAction, 'key'>;
			const key = this.addAction(configuration, wish);
			return success({ key, ...wish });
		}
		if (!stored.some(({ key }) => key === action)) {
			return refusal(404, '5', 'Action does not exist');
		}
		this.removeAction(configuration, action);
		return EMPTY;
	}

	private notReached({ task }: InfobipRequest, reason: 'refused' | 'reset'): ConnectionError {
		return new ConnectionError(task, 'https://api.infobip.com', reason);
	}

	private nextKey(kind: string): string {
		this.lastKey += 1;
		return `${kind}${this.lastKey}`;
	}
}

const EMPTY: InfobipAnswer = { status: 204, headers: {}, body: '' };

function success(body: object): InfobipAnswer {
	return { status: 200, headers: {}, body: JSON.stringify(body) };
}

function refusal(status: number, messageId: string, text: string): InfobipAnswer {
	const body = JSON.stringify({ requestError: { serviceException: { messageId, text } } });
	return { status, headers: {}, body };
}
