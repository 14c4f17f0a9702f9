/** The sandbox in a process of its own, so that its work is not counted as anybody else's. */
import { forwardActions } from '../../demo/forwardActions.mts';
import { keyFor } from '../../sandbox/platform/keys.mts';
import { DEMO_PAGE_ID, startSandbox } from '../../sandbox/server.mts';
import type { LoggedRequest, ShownMessage } from '../../sandbox/server.mts';
import type { Conditions, SandboxLogin, SandboxOrder, Tally } from './sandboxOrders.mts';

const APPLICATION_KEY = keyFor('bench application');
const FORGET_EVERY_MS = 50;
const FORGET_FROM_REQUESTS = 50;

const sandbox = await startSandbox({
	demoApplicationKey: APPLICATION_KEY,
	demoPageId: DEMO_PAGE_ID,
});
let latencyMs = 0;
let forgotten = 0;
let forgetting: NodeJS.Timeout | undefined;

process.on('message', (order: SandboxOrder) => {
	process.send?.(carryOut(order));
});
// The bench has ended, however it did.
process.on('disconnect', () => process.exit());

const { url, username, password } = sandbox;
const login: SandboxLogin = {
	url,
	username,
	password,
	applicationKey: APPLICATION_KEY,
	pageId: DEMO_PAGE_ID,
};
process.send?.(login);

function carryOut(order: SandboxOrder): Tally | string[] | ShownMessage[] | null {
	switch (order.order) {
		case 'prepare':
			prepare(order.conditions);
			return null;
		case 'tally':
			return tally();
		case 'forwardUrls':
			return forwardActions(sandbox, APPLICATION_KEY).map(({ forwardUrl }) => forwardUrl);
		case 'customersWrite':
			for (const play of order.plays) sandbox.customersWrite(play);
			return null;
		case 'lastShown':
			return order.userKeys.map(lastShown);
	}
}

function lastShown(userKey: string): ShownMessage {
	const said = sandbox.conversation(userKey).filter(({ said }) => said === 'business');
	const last = said.at(-1);
	if (last === undefined) throw new Error(`${userKey} was shown nothing`);
	return last.shown;
}

function prepare(conditions: Conditions): void {
	sandbox.reset();
	sandbox.clearRequests();
	latencyMs = conditions.latencyMs ?? 0;
	if (latencyMs > 0) sandbox.addFaults({ delayMs: latencyMs });
	if (conditions.requestsPerSecond !== undefined) {
		const { requestsPerSecond } = conditions;
		sandbox.setRateLimit({ requestsPerSecond, retryAfterSeconds: 1 });
	}
	forgotten = 0;
	clearInterval(forgetting);
	if (conditions.forgetful === true) forgetting = setInterval(forget, FORGET_EVERY_MS);
}

function forget(): void {
	const { length } = sandbox.requests();
	if (length < FORGET_FROM_REQUESTS) return;
	forgotten += length;
	sandbox.reset();
	sandbox.clearRequests();
}

function tally(): Tally {
	const requests = sandbox.requests();
	const received = sandbox
		.userKeys()
		.map((key) => sandbox.conversation(key).filter(({ said }) => said === 'business').length);
	return {
		requests: forgotten + requests.length,
		accepted: received.reduce((sum, count) => sum + count, 0),
		twice: received.filter((count) => count > 1).length,
		underWay: mostWithin(latencyMs, requests),
	};
}

function mostWithin(milliseconds: number, requests: readonly LoggedRequest[]): number {
	const times = requests.map(({ time }) => Date.parse(time));
	let most = 0;
	for (let from = 0, to = 0; to < times.length; to++) {
		while (times[to]! - times[from]! >= Math.max(1, milliseconds)) from++;
		most = Math.max(most, to - from + 1);
	}
	return most;
}
