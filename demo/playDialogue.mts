import { quickReply } from './choosing.mts';
import { exchange } from './exchange.mts';
import type { RunningDemo } from './running.mts';
import type { Steps } from './Steps.mts';

/** Another person than those who write to the application and to the first Page. */
export const DIALOGUE_CUSTOMER = '1000000000000099';

/** Plays a customer who is asked, and answers by taps and words, within one execution. */
export async function playDialogue(demo: RunningDemo, steps: Steps): Promise<void> {
	const { dialoguePageId: pageId, dialogueWorkflow: workflow } = demo;
	const talk = { demo, steps, workflow, userKey: DIALOGUE_CUSTOMER, to: { pageId } };
	const says = (text: string) => ({ type: 'TEXT', text }) as const;

	const service = await exchange(
		talk,
		'A customer writes “Hello” to the barber shop',
		says('Hello'),
	);
	await exchange(talk, 'They tap “Haircut”', quickReply(service.shown, 'Haircut'));
	const time = await exchange(talk, 'They type “tomorrow”', says('tomorrow'));
	const summary = await exchange(talk, 'They tap “Morning”', quickReply(time.shown, 'Morning'));
	const [yes] = summary.shown.quickReplies ?? [];
	if (yes?.title === undefined) throw new Error('The workflow has not asked for a yes or no');
	await exchange(talk, `They tap “${yes.title}”`, quickReply(summary.shown, yes.title));
}
