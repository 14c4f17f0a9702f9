import type { Browser } from 'playwright-core';

import { Business } from '../../../browser/Business.mts';
import { Receiver } from '../../../browser/Receiver.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import { chatAddress, startSandbox } from '../../../sandbox/server.mts';
import type { Sandbox } from '../../../sandbox/server.mts';
import { ChatTab } from './ChatTab.mts';

export const PAGE_ID = '102030405060708';
const EFFECT_SECONDS = 20;

/** A sandbox without n8n: a business that speaks Infobip's API, and what is forwarded to it. */
export interface Stage {
	browser: Browser;
	sandbox: Sandbox;
	business: Business;
	receiver: Receiver;
	applicationKey: string;
	/** A tab with a conversation of the Page. */
	open(customer: string): Promise<ChatTab>;
	/** Waits until something that holds all these texts was forwarded. */
	isForwarded(...texts: string[]): Promise<string>;
}

/** A Page and an application, both with somebody who receives. */
export async function setStage(browser: Browser): Promise<Stage> {
	// Retries come after a second or two, deliveries at once.
	const sandbox = await startSandbox({ secondsPerMinute: 1.2, demoPageId: PAGE_ID });
	const receiver = await Receiver.start();
	const business = new Business(sandbox);
	const applicationKey = sandbox.addApplication();
	await business.subscribe(PAGE_ID, receiver.url());
	await business.forward(applicationKey, receiver.url('/webhook/application?secret=never-shown'));
	return {
		browser,
		sandbox,
		business,
		receiver,
		applicationKey,
		open: async (customer) =>
			ChatTab.open(browser, chatAddress(sandbox.url, { page: PAGE_ID, customer }), {
				viewport: { width: 1280, height: 800 },
			}),
		isForwarded: async (...texts) =>
			waitFor(`a forward with ${texts.join(', ')}`, { seconds: EFFECT_SECONDS }, () =>
				receiver.bodies.find((body) => texts.every((text) => body.includes(text))),
			),
	};
}

export async function clearStage({ sandbox, receiver }: Stage): Promise<void> {
	await sandbox.close();
	await receiver.stop();
}
