import { setTimeout as pause } from 'node:timers/promises';

import { conversationLine } from './conversationText.mts';
import { CUSTOMER } from './playOnce.mts';
import { OWNER } from './running.mts';
import type { RunningDemo } from './running.mts';

/**
 * Tells where everything is and shows each message as it passes, until the process is ended.
 *
 * @throws Error when n8n ends by itself.
 */
export async function serve(demo: RunningDemo): Promise<never> {
	tellAddresses(demo);
	const shown = new Map<string, number>();
	for (;;) {
		if (demo.n8n.ending !== undefined) throw new Error(`n8n ${demo.n8n.ending}`);
		showNewMessages(demo, shown);
		await pause(300);
	}
}

function tellAddresses({ n8n, sandbox, workflow, applicationKey }: RunningDemo): void {
	const play = JSON.stringify({ applicationKey, message: { type: 'TEXT', text: 'Hello' } });
	console.log(`
The workflow    ${n8n.url}/workflow/${workflow.id}
n8n             ${n8n.url}
                e-mail ${OWNER.email}, password ${OWNER.password}
The CRM         n8n's tab “Data tables”, table “Contacts”
The sandbox     ${sandbox.url}
                user name ${sandbox.username}, password ${sandbox.password}, API key ${sandbox.apiKey}
                application key ${applicationKey}

Write to the Page as a customer, from another terminal:

   curl -d '${play}' ${sandbox.url}/_sandbox/customers/${CUSTOMER}/messages

Messages appear below as they pass. Ctrl+C stops everything.
`);
}

function showNewMessages({ sandbox }: RunningDemo, shown: Map<string, number>): void {
	for (const userKey of sandbox.userKeys()) {
		const entries = sandbox.conversation(userKey);
		for (const entry of entries.slice(shown.get(userKey) ?? 0)) {
			console.log(`   ${conversationLine(userKey, entry)}`);
		}
		shown.set(userKey, entries.length);
	}
}
