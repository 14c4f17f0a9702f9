import type { SavedWorkflow } from '../hosts/N8nClient.mts';
import { waitFor } from '../hosts/waitFor.mts';
import type { ConversationEntry, CustomerPlay } from '../sandbox/server.mts';
import type { RunningDemo } from './running.mts';
import type { Steps } from './Steps.mts';

/** A customer who writes, and the workflow that is to answer them. */
export interface Talk {
	demo: RunningDemo;
	steps: Steps;
	workflow: SavedWorkflow;
	userKey: string;
	/** The application or the Page that they write to. */
	to: Pick<CustomerPlay, 'applicationKey' | 'pageId'>;
}

const ANSWER_SECONDS = 60;

/**
 * The customer says one thing, and the workflow answers.
 *
 * @param what the step's name, such as `The customer writes “Hello”`
 * @returns the answer, for the customer to choose from.
 */
export async function exchange(
	talk: Talk,
	what: string,
	message: CustomerPlay['message'],
): Promise<ConversationEntry> {
	const { demo, steps, userKey, to } = talk;
	const before = answers(talk).length;
	await steps.take(what, () => {
		demo.sandbox.customerWrites(userKey, { ...to, message });
	});
	return await steps.take('The workflow answers', async () => {
		try {
			return await waitFor('an answer at the sandbox', { seconds: ANSWER_SECONDS }, () =>
				answers(talk).at(before),
			);
		} catch (error) {
			throw new Error(await howFarItCame(talk), { cause: error });
		}
	});
}

/** A typing indicator is not an answer yet. */
function answers({ demo, userKey }: Talk): ConversationEntry[] {
	return demo.sandbox
		.conversation(userKey)
		.filter(({ said, shown }) => said === 'business' && shown.kind !== 'action');
}

/** Where a message that got no answer is stuck: on its way to n8n, or in the workflow. */
async function howFarItCame({ demo, workflow }: Talk): Promise<string> {
	const { sandbox, client } = demo;
	const attempt = sandbox.forwards().at(-1)?.attempts.at(-1);
	const forward = attempt?.status ?? attempt?.error ?? 'nothing';
	const [newest] = await client.executionsOf(workflow.id);
	if (newest === undefined) {
		return `n8n answered the forwarded message with ${forward} and started no execution`;
	}
	const { status, error } = await client.execution(newest);
	return `n8n's execution ${newest} is “${status}”: ${error ?? 'without an error'}`;
}
