import { setTimeout as pause } from 'node:timers/promises';

import { chatAddress } from '../sandbox/server.mts';
import { conversationLines } from './conversationText.mts';
import { CUSTOMER } from './playOnce.mts';
import { DIALOGUE_CUSTOMER } from './playDialogue.mts';
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
	const { n8n, sandbox, workflow, pageWorkflow, dialogueWorkflow } = demo;
	const { applicationKey, pageId, dialoguePageId, practicePageId } = demo;
	const message = { type: 'TEXT', text: 'Hello' };
	const customers = `${sandbox.url}/_sandbox/customers`;
	console.log(`
1. Write as a customer: tap buttons, choose quick replies, send a picture, play trouble.

   ${chatAddress(sandbox.url, { page: pageId, customer: PAGE_CUSTOMER })}
   the Page: products to choose from
   ${chatAddress(sandbox.url, { application: applicationKey, customer: CUSTOMER })}
   the application: an answer, and a row in the CRM
   ${chatAddress(sandbox.url, { page: dialoguePageId, customer: DIALOGUE_CUSTOMER })}
   the barber shop: a dialogue that books a slot

2. Look at the workflows: log in as ${OWNER.email} with password ${OWNER.password}.

   ${signInTo(n8n.url, pageWorkflow.id)}
   the Page
   ${signInTo(n8n.url, workflow.id)}
   the application; the CRM is the table “Contacts” under “Data tables”
   ${signInTo(n8n.url, dialogueWorkflow.id)}
   the barber shop; bookings are in the table “Bookings”

3. Build your own: no workflow listens to this Page yet. Its credential is “Infobip sandbox, Page to
   practise on”.

   ${n8n.url}/workflow/new
   ${chatAddress(sandbox.url, { page: practicePageId, customer: PAGE_CUSTOMER })}

The sandbox      ${sandbox.url}
                 username ${sandbox.username}, password ${sandbox.password}, API key ${sandbox.apiKey}
                 Page ID ${pageId}, application key ${applicationKey}

Or write as a customer from another terminal:

   curl -d '${JSON.stringify({ pageId, message })}' ${customers}/${PAGE_CUSTOMER}/messages
   curl -d '${JSON.stringify({ applicationKey, message })}' ${customers}/${CUSTOMER}/messages

Messages appear below as they pass. Ctrl+C stops everything.
`);
}

/** n8n opens the workflow right after the login. */
function signInTo(url: string, workflowId: string): string {
	return `${url}/signin?redirect=${encodeURIComponent(`/workflow/${workflowId}`)}`;
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
