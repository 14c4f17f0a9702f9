import axios from 'axios';
import type { AxiosResponse } from 'axios';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox, SandboxOptions } from '../../sandbox/server.mts';
import { loadContract } from '../contract/contract.mts';

const contract = loadContract();

export type Answer = AxiosResponse<unknown>;

/** A sandbox for one test file, reset after each test, and clients for both of its sides. */
export class SandboxSession {
	#sandbox: Sandbox | undefined;

	get sandbox(): Sandbox {
		if (!this.#sandbox) throw new Error('The sandbox runs only while a test does');
		return this.#sandbox;
	}

	async start(options: SandboxOptions): Promise<void> {
		this.#sandbox = await startSandbox(options);
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** A call as the nodes make it. Text goes out as it is, anything else as JSON. */
	async infobip(
		method: string,
		path: string,
		body?: unknown,
		headers: Record<string, string> = {},
	): Promise<Answer> {
		return this.#call(method, path, body, { Authorization: basic('demo', 'sandbox'), ...headers });
	}

	async control(method: string, path: string, body?: unknown): Promise<Answer> {
		return this.#call(method, `/_sandbox${path}`, body, {});
	}

	async #call(
		method: string,
		path: string,
		body: unknown,
		headers: Record<string, string>,
	): Promise<Answer> {
		return axios.request<unknown>({
			method,
			url: this.sandbox.url + path,
			...(body !== undefined && { data: typeof body === 'string' ? body : JSON.stringify(body) }),
			headers: { 'Content-Type': 'application/json', ...headers },
			validateStatus: () => true,
			proxy: false,
			timeout: 20_000,
		});
	}
}

export function useSandbox(options: SandboxOptions = {}): SandboxSession {
	const session = new SandboxSession();
	beforeAll(() => session.start({ secondsPerMinute: 0.02, ...options }));
	afterEach(() => {
		const broken = violations(session.sandbox);
		session.sandbox.reset();
		expect(broken).toEqual([]);
	});
	afterAll(() => session.close());
	return session;
}

/** What Infobip's OpenAPI has against what was said in a test; nothing where its files are missing. */
function violations(sandbox: Sandbox): string[] {
	if (!contract) return [];
	return [
		...sandbox.requests().flatMap((request) => contract.checkExchange(request)),
		...sandbox.forwards().flatMap((forward) => contract.checkForward(forward)),
	];
}

export function basic(username: string, password: string): string {
	return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

/** The body of Infobip's errors. */
export function serviceException(messageId: string, text: string, more: object = {}): object {
	return { requestError: { serviceException: { messageId, text, ...more } } };
}

/** Reads one member of a JSON object; the test fails where there is none. */
export function text(value: unknown, name: string): string {
	const member: unknown = Object.entries(value as object).find(([key]) => key === name)?.[1];
	if (typeof member !== 'string') throw new Error(`No text "${name}" in ${JSON.stringify(value)}`);
	return member;
}
