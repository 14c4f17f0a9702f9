import type { IncomingHttpHeaders } from 'node:http';

export interface LoggedRequest {
	number: number;
	time: string;
	method: string;
	/** Without the query. */
	path: string;
	query: Record<string, string | string[]>;
	headers: IncomingHttpHeaders;
	/** The text as it came in; null when there was none. */
	body: string | null;
	/** A fault rule struck, so the answer may be no answer of Infobip's. */
	faulty: boolean;
	outcome: 'open' | 'answered' | 'reset' | 'hung';
	status: number | null;
	responseBody: string | null;
}

/** What reached the Infobip side, in order of arrival. */
export class RequestLog {
	#entries: LoggedRequest[] = [];
	#count = 0;

	add(request: Pick<LoggedRequest, 'method' | 'path' | 'query' | 'headers'>): LoggedRequest {
		this.#count += 1;
		const entry: LoggedRequest = {
			number: this.#count,
			time: new Date().toISOString(),
			...request,
			body: null,
			faulty: false,

			outcome: 'open',
			status: null,
			responseBody: null,
		};
		this.#entries.push(entry);
		return entry;
	}

	all(): LoggedRequest[] {
		return [...this.#entries];
	}

	/** The newest so many, oldest of them first. */
	latest(count: number): LoggedRequest[] {
		return this.#entries.slice(-count);
	}

	clear(): void {
		this.#entries = [];
	}
}
