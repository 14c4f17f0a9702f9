/** One recorded request with its answer; a recording is a file with one of them a line. */
export interface Exchange {
	/** `infobip`: the nodes called Infobip. `n8n`: Infobip called the nodes. */
	to: 'infobip' | 'n8n';
	method: string;
	/** Path and query. */
	path: string;
	request: Message;
	status: number;
	answer: Message;
}

export interface Message {
	/** Only those that decide how a body is read or when a request is repeated. */
	headers: Record<string, string>;
	/** Parsed where it is JSON, else text; absent where it is empty. */
	body?: unknown;
}
