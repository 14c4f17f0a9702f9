import type { EntryView, Handover, Place } from '../view.mts';
import { isTrouble } from './marks.mts';

/** What prevents an answer, in a sentence; undefined when nothing does. */
export function noticeFor(place: Place, entries: EntryView[]): string | undefined {
	const nobody = nobodyReceives(place);
	if (nobody !== undefined) return nobody;
	const last = entries.findLast(({ said }) => said === 'customer')?.handover;
	return last && isTrouble(last) ? notTaken(last) : undefined;
}

function nobodyReceives({ kind, receiving }: Place): string | undefined {
	if (receiving === 'forward') return undefined;
	if (receiving === 'pull') {
		return 'Messages to this application wait until a workflow fetches them: it has a Pull action and no Forward action.';
	}
	return kind === 'application'
		? 'No one receives what you write: this application has no Forward action. Publish a workflow that starts with the Infobip Facebook Messenger Trigger; it creates one.'
		: 'No one receives what you write: this Page has no subscription for received messages. Publish a workflow that starts with the Infobip Facebook Messenger Trigger; it creates one.';
}

function notTaken({ url, status, error, nextInMinutes }: Handover): string {
	const answer = status === null ? `gave no answer (${error ?? ''})` : `answered ${status}`;
	const next =
		nextInMinutes === null
			? 'Infobip does not try again.'
			: `Infobip tries again after ${nextInMinutes} minute${nextInMinutes === 1 ? '' : 's'}.`;
	return `Your last message was not accepted: ${new URL(url).origin} ${answer}. Is the workflow still published? ${next}`;
}
