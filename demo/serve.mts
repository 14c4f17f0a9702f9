import { setTimeout as pause } from 'node:timers/promises';

import { chatAddress } from '../sandbox/server.mts';
import { conversationLines } from './conversationText.mts';
import { CUSTOMER } from './playOnce.mts';
import { PAGE_CUSTOMER } from './playPage.mts';
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

function tellAddresses(demo: RunningDemo): void {
	const { n8n, sandbox, workflow, pageWorkflow, applicationKey, pageId } = demo;
	const message = { type: 'TEXT', text: 'Hello' };
	const customers = `${sandbox.url}/_sandbox/customers`;
	console.log(`
Play the customer in a browser: write, press buttons, choose quick replies, send a picture.

   ${chatAddress(sandbox.url, { page: pageId, customer: PAGE_CUSTOMER })}
   the Page: products to choose from
   ${chatAddress(sandbox.url, { application: applicationKey, customer: CUSTOMER })}
   the application: an answer, and a row in the CRM

The workflows   ${n8n.url}/workflow/${workflow.id} (application)
                ${n8n.url}/workflow/${pageWorkflow.id} (Page)
n8n             ${n8n.url}
                e-mail ${OWNER.email}, password ${OWNER.password}
The CRM         n8n's tab “Data tables”, table “Contacts”
The sandbox     ${sandbox.url}
                user name ${sandbox.username}, password ${sandbox.password}, API key ${sandbox.apiKey}
                application key ${applicationKey}
                page id ${pageId}

Or write as a customer from another terminal: to the application, or to the Page.

   curl -d '${JSON.stringify({ applicationKey, message })}' ${customers}/${CUSTOMER}/messages
   curl -d '${JSON.stringify({ pageId, message })}' ${customers}/${PAGE_CUSTOMER}/messages

Messages appear below as they pass. Ctrl+C stops everything.
`);
}

function showNewMessages({ sandbox }: RunningDemo, shown: Map<string, number>): void {
	for (const userKey of sandbox.userKeys()) {
		const entries = sandbox.conversation(userKey);
		for (const entry of entries.slice(shown.get(userKey) ?? 0)) {
			for (const line of conversationLines(userKey, entry)) console.log(`   ${line}`);
		}
		shown.set(userKey, entries.length);
	}
}
