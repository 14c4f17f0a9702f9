/**
 * Holds what the engine tests make the nodes and the sandbox say to each other against Infobip's
 * OpenAPI, where its files are present (see `test/contract`). `Account` opens every sandbox of these
 * tests, so what passes through here is all of it.
 */
import { appendFileSync } from 'node:fs';

import type { LoggedRequest, Sandbox } from '../../sandbox/server.mts';
import { loadContract } from '../contract/contract.mts';

const contract = loadContract();

interface Watched {
	/** Holds what is in the logs and was not held yet. */
	hold: () => void;
}

const watched = new Set<Watched>();
let violations: string[] = [];
let exchanges = 0;
let webhooks = 0;

/** The sandbox, which now shows its logs to the contract before it forgets them. */
export function underContract(sandbox: Sandbox): Sandbox {
	if (!contract) return sandbox;
	const heldRequests = new WeakSet<LoggedRequest>();
	let heldForwards = 0;
	const hold = () => {
		for (const request of sandbox.requests()) {
			if (heldRequests.has(request) || request.outcome === 'open') continue;
			heldRequests.add(request);
			if (!contract.covers(request)) continue;
			exchanges += 1;
			violations.push(...contract.checkExchange(request));
		}
		for (const forward of sandbox.forwards()) {
			if (forward.number <= heldForwards) continue;
			heldForwards = forward.number;
			if (forward.webhook === undefined) continue;
			webhooks += 1;
			violations.push(...contract.checkForward(forward));
		}
	};
	const watch = { hold };
	watched.add(watch);
	return {
		...sandbox,
		clearRequests: () => {
			hold();
			sandbox.clearRequests();
		},
		reset: () => {
			hold();
			sandbox.reset();
		},
		close: async () => {
			hold();
			watched.delete(watch);
			await sandbox.close();
		},
	};
}

afterEach(() => {
	for (const { hold } of watched) hold();
	const found = violations;
	violations = [];
	report(found.length);
	expect(found).toEqual([]);
});

/** For `contractReporter.mts`, which adds up what all test files have held. */
function report(violationCount: number): void {
	const file = process.env['CONTRACT_REPORT'];
	if (file === undefined) return;
	appendFileSync(file, `${JSON.stringify({ exchanges, webhooks, violations: violationCount })}\n`);
	exchanges = 0;
	webhooks = 0;
}
