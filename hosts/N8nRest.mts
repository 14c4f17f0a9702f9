import axios from 'axios';
import type { AxiosInstance, AxiosResponse, Method } from 'axios';

import { at } from './jsonShape.mts';
import { waitFor } from './waitFor.mts';

/** n8n answered a REST call with something else than success. */
export class N8nRefused extends Error {
	override readonly name = 'N8nRefused';
	readonly status: number;

	constructor(method: string, path: string, answer: AxiosResponse<unknown>) {
		const said = at(answer.data, 'message');
		const text = typeof said === 'string' ? said : JSON.stringify(answer.data);
		super(`n8n answered ${method} ${path} with ${answer.status}: ${text}`);
		this.status = answer.status;
	}
}

/** While n8n believes its database to be away, as it does on a machine that is very busy, it does nothing. */
function isTurnedAway({ status, data }: AxiosResponse<unknown>): boolean {
	return status === 503 && String(at(data, 'message') ?? data).includes('Database is not ready');
}

/**
 * The REST interface n8n's editor uses, with the editor's login cookie. It is not n8n's public API:
 * that one cannot run a workflow, test a credential or fill a list, which is what we are here for.
 */
export class N8nRest {
	readonly #http: AxiosInstance;
	#cookie: string | undefined;

	constructor(url: string) {
		this.#http = axios.create({
			baseURL: `${url}/rest`,
			proxy: false,
			timeout: 60_000,
			// A login is bound to the browser that made it; every call has to come from the same.
			headers: { 'browser-id': 'n8n-nodes-infobip-facebook' },
			validateStatus: null,
		});
	}

	/** @throws N8nRefused with n8n's own text. */
	async call(method: Method, path: string, body?: unknown, query?: object): Promise<unknown> {
		const request = { method, url: path, data: body, params: query };
		const answer = await waitFor(`n8n to take ${method} ${path}`, { seconds: 120 }, async () => {
			const headers = this.#cookie === undefined ? {} : { cookie: this.#cookie };
			const given = await this.#http.request<unknown>({ ...request, headers });
			return isTurnedAway(given) ? undefined : given;
		});
		if (answer.status >= 400) throw new N8nRefused(method, path, answer);
		this.#keepLogin(answer);
		return at(answer.data, 'data');
	}

	#keepLogin(answer: AxiosResponse<unknown>): void {
		const cookies = answer.headers['set-cookie'] ?? [];
		const login = cookies.find((cookie) => cookie.startsWith('n8n-auth='));
		if (login !== undefined) this.#cookie = login.split(';')[0];
	}
}
