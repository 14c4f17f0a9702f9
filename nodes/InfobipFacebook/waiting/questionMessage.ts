import type { Question } from '../../../infobip/conversation/question';
import {
	messageIdOf,
	payloadOf,
	type Reference,
	type SignedQuery,
} from '../../../infobip/conversation/reference';
import { InvalidInput } from '../../../infobip/errors';
import type { OutboundMessage, QuickReply, Sender } from '../../../infobip/message/message';

/** A question to one customer. */
export interface Asking {
	readonly sender: Sender;
	readonly userKey: string;
	readonly text: string;
	readonly question: Question;
	/** The quick reply that shares what the customer's own profile has. */
	readonly offers: ReadonlyArray<Extract<QuickReply, { type: 'phoneNumber' | 'email' }>>;
}

/**
 * The message that asks. Each button has a reference of its own, which vouches for its value; the
 * message id is the reference by which typed replies are found. From an Application, Infobip chooses
 * the id.
 */
export function questionMessage(
	{ sender, userKey, text, question, offers }: Asking,
	query: SignedQuery,
	sign: (query: SignedQuery) => Reference,
): OutboundMessage {
	const recipient = { kind: 'userKey', value: userKey } as const;
	const choices = question.type === 'typed' || query.step === 'reason' ? [] : question.choices;
	const buttons = choices.map(({ title, value }) => ({
		title,
		payload: payloadOf({ ...sign({ ...query, value }), value }),
	}));
	if (sender.kind === 'application') {
		const postbacks = buttons.map((button) => ({ type: 'postback', ...button }) as const);
		return {
			sender,
			recipient,
			content: { type: 'buttons', text, buttons: postbacks },
			options: {},
		};
	}
	const quickReplies = [
		...offers,
		...buttons.map((button) => ({ type: 'text', ...button }) as const),
	];
	const content = { type: 'text', text } as const;
	return { sender, recipient, content, quickReplies, options: { messageId: idOf(sign(query)) } };
}

function idOf(reference: Reference): string {
	const id = messageIdOf(reference);
	if (id !== undefined) return id;
	throw new InvalidInput([
		{
			field: [],
			problem:
				'cannot be referred to: the ID of this node is too long. Delete the node and add it again',
		},
	]);
}
