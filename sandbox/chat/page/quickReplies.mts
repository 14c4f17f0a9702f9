import type { ShownQuickReply } from '../../platform/shownMessage.mts';
import type { EntryView } from '../view.mts';
import type { Content } from './control.mts';
import { button, element } from './element.mts';
import { webAddress } from './links.mts';

/** What Messenger would take from the person's profile. */
const PROFILE = { phone: '+1 555 0100', email: 'jane.doe@example.com' };

/** They stay until either side writes again. */
export function offeredReplies(entries: EntryView[]): ShownQuickReply[] {
	const last = entries.findLast(({ shown }) => shown.kind !== 'action');
	return last?.said === 'business' ? (last.shown.quickReplies ?? []) : [];
}

export function showQuickReplies(
	group: HTMLElement,
	replies: ShownQuickReply[],
	choose: (content: Content) => void,
): void {
	group.hidden = replies.length === 0;
	group.replaceChildren(
		...replies.map((reply) => {
			const { text, payload } = answerOf(reply);
			const address = webAddress(reply.imageUrl);
			const image = address === undefined ? [] : [element('img', { src: address, alt: '' })];
			return button(
				{},
				() => {
					choose({ type: 'TEXT', text, quickReply: { payload } });
				},
				...image,
				text,
			);
		}),
	);
}

function answerOf({ kind, title, payload }: ShownQuickReply): { text: string; payload: string } {
	if (kind !== 'text') return { text: PROFILE[kind], payload: PROFILE[kind] };
	const text = title ?? payload ?? '';
	return { text, payload: payload ?? text };
}
