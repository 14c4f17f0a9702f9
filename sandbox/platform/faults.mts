/** What should go wrong, and with which requests. Only the Infobip side is affected. */
export interface FaultRule {
	method?: string;
	/** A regular expression tested on path and query; plain text works as a substring. */
	path?: string;
	/** Answer this status instead of the true one. */
	status?: number;
	headers?: Record<string, string>;
	/** Text is sent as it is, anything else as JSON. Default: Infobip's envelope for the status. */
	body?: unknown;
	/**
	 * Act first, then give `status` and `body` in place of the true answer. Default: true for a 5xx to a
	 * request that changes something, because a gateway that gives up does not undo what it passed on.
	 */
	after?: boolean;
	delayMs?: number;
	/** Close the socket before acting, or having acted. */
	reset?: 'before' | 'after';
	/** Never answer, before acting or having acted. */
	hang?: 'before' | 'after';
	/** Cut the true answer in half. */
	malformed?: boolean;
	/** Act, and give the true answer in a form that it should not have. */
	distort?: Distortion;
	/** Act, and send the answer byte by byte, with so many milliseconds between two. */
	dripMs?: number;
	/** Act, send the headers and half of the answer, and then nothing more. */
	stall?: boolean;
	/** Act, and send the true answer over a transfer that is not as HTTP wants it. */
	transfer?: Transfer;
	/** Leave the first n matching requests alone. */
	skip?: number;
	/** Hit n requests, then no more. Default: no end. */
	times?: number;
}

/** What can be wrong with an answer of status 200. */
export const DISTORTIONS = [
	'empty',
	'html',
	'truncated',
	'emptyObject',
	'emptyList',
	'null',
	'text',
	'wrongEnvelope',
	'missingResult',
	'extraResult',
	'shuffledResults',
	'recasedIds',
	'errorEnvelope',
	'doubledResults',
	'othersResults',
	'numberedIds',
	'statusAsText',
	'nestedStatus',
	'numbersAsTexts',
	'nullErrors',
	'errorBeside',
	'trailingText',
	'byteOrderMark',
	'padded',
] as const;
export type Distortion = (typeof DISTORTIONS)[number];

/** What can be wrong with the transfer of an answer. */
export const TRANSFERS = [
	/** A chunk that says it is longer than it is, and no end. */
	'cutChunk',
	/** `Content-Length` says more than there is. */
	'lengthTooLong',
	/** `Content-Length` says less than there is. */
	'lengthTooShort',
	/** `Content-Encoding: gzip`, and it is not. */
	'notGzip',
	/** Two interim answers (102, 103) before the true one. */
	'interim',
	/** An interim answer, and then the end of the connection. */
	'interimOnly',
	/** No HTTP at all. */
	'notHttp',
] as const;
export type Transfer = (typeof TRANSFERS)[number];

/** A rule so far: how many requests matched it, and how many of them it hit. */
export interface StandingFault extends FaultRule {
	matched: number;
	hit: number;
}

export class Faults {
	#standing: StandingFault[] = [];

	/** @throws SyntaxError when a `path` is no regular expression. */
	add(rules: FaultRule[]): void {
		for (const rule of rules) new RegExp(rule.path ?? '');
		this.#standing.push(...rules.map((rule) => ({ ...rule, matched: 0, hit: 0 })));
	}

	all(): StandingFault[] {
		return this.#standing.map((fault) => ({ ...fault }));
	}

	clear(): void {
		this.#standing = [];
	}

	/** The fault that strikes this request: the first rule that matches and is due. */
	strike(method: string, url: string): FaultRule | undefined {
		return this.#standing.find((fault) => {
			if (!matches(fault, method, url)) return false;
			fault.matched += 1;
			if (fault.matched <= (fault.skip ?? 0)) return false;
			if (fault.hit >= (fault.times ?? Infinity)) return false;
			fault.hit += 1;
			return true;
		});
	}
}

function matches(rule: FaultRule, method: string, url: string): boolean {
	if (rule.method !== undefined && rule.method.toUpperCase() !== method) return false;
	return new RegExp(rule.path ?? '').test(url);
}
