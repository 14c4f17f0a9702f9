import { errorForStatus } from '../platform/apiError.mts';
import { newKey } from '../platform/keys.mts';
import type { ConfigurationRequest } from './configurationSchema.mts';

type Applied = 'keyword' | 'username' | 'forwarding' | 'conversations' | 'platform';

/** What happens first to the messages of one page, or to those that start with a keyword. */
export interface InboundConfiguration extends Pick<ConfigurationRequest, Applied> {
	configurationKey: string;
	pageId: string;
}

/** The member that each value of `unset` removes, if a Messenger configuration has it. */
const UNSET = {
	USERNAME: 'username',
	PLATFORM: 'platform',
	FORWARDING: 'forwarding',
	CONVERSATIONS: 'conversations',
} as const;
type Unset = keyof typeof UNSET;

/** Page and keyword name a configuration: saving the same pair again changes it (inferred). */
export class InboundConfigurations {
	#configurations: InboundConfiguration[] = [];

	/** What `unset` names goes first, then the members of the request are laid over (documented). */
	save(pageId: string, request: ConfigurationRequest): InboundConfiguration {
		const { keyword, username, forwarding, conversations, platform, unset = [] } = request;
		let saved = this.#configurations.find(
			(one) => one.pageId === pageId && one.keyword === keyword,
		);
		if (!saved) {
			saved = { configurationKey: newKey(), pageId };
			this.#configurations.push(saved);
		}
		const gone = Object.fromEntries(
			unset.flatMap((option) => (option in UNSET ? [[UNSET[option as Unset], undefined]] : [])),
		);
		Object.assign(saved, gone, {
			...(keyword !== undefined && { keyword }),
			...(username !== undefined && { username }),
			...(forwarding && { forwarding }),
			...(conversations && { conversations }),
			...(platform && { platform }),
		});
		return saved;
	}

	all(): InboundConfiguration[] {
		return [...this.#configurations];
	}

	/** @throws ApiError 404 */
	remove(configurationKey: string): void {
		const left = this.#configurations.filter((one) => one.configurationKey !== configurationKey);
		if (left.length === this.#configurations.length) throw errorForStatus(404);
		this.#configurations = left;
	}

	/**
	 * The one that decides about a message: by its first word, without regard to case, else the one
	 * without a keyword (documented that the latter catches all, the rest is a guess).
	 */
	decisive(pageId: string, text: unknown): InboundConfiguration | undefined {
		const mine = this.#configurations.filter((one) => one.pageId === pageId);
		const [word = ''] = typeof text === 'string' ? text.trim().toUpperCase().split(/\s/) : [];
		return (
			mine.find(({ keyword }) => keyword !== undefined && keyword.toUpperCase() === word) ??
			mine.find(({ keyword }) => keyword === undefined)
		);
	}

	clear(): void {
		this.#configurations = [];
	}
}
