import { defined, type JsonObject, type JsonValue } from '../json';

/** What Infobip says about a message that it accepted or rejected. */
export interface SentMessage {
	readonly messageId: string | null;
	/** The recipient, as Infobip repeats it. */
	readonly to: JsonValue;
	/** Infobip's status group: ACCEPTED, PENDING, DELIVERED, UNDELIVERABLE, EXPIRED or REJECTED. */
	readonly status: string | null;
	/** Whether that status means that the message will not be delivered. */
	readonly isRejected: boolean;
	/** Whether it was rejected because Infobip has had a message with this id before. */
	readonly isDuplicate: boolean;
	/** Everything else: `bulkId`, `statusName`, `statusDescription`, `action`, `errorName` … */
	readonly details: JsonObject;
}

/** The same message as one that Infobip has, whose state is not known. */
export function asAccepted(
	{ messageId, to }: SentMessage,
	details: Readonly<Record<string, JsonValue | undefined>>,
): SentMessage {
	return {
		messageId,
		to,
		status: 'ACCEPTED',
		isRejected: false,
		isDuplicate: false,
		details: defined(details),
	};
}

/** From bad to good; a status that is not known is in between. */
const RANKING = ['REJECTED', 'UNDELIVERABLE', 'EXPIRED', null, 'PENDING', 'ACCEPTED', 'DELIVERED'];

/**
 * The parts of one item as one message: its id and recipient are those of the last part, which
 * carries the buttons and quick replies, and its status is the worst of all.
 */
export function combineParts(parts: readonly [SentMessage, ...SentMessage[]]): SentMessage {
	const [first, ...others] = parts;
	if (others.length === 0) return first;
	const last = others.at(-1) ?? first;
	const worst = parts.reduce((one, other) => (rankOf(other) < rankOf(one) ? other : one));
	const messageIds = parts.map(({ messageId }) => messageId);
	return {
		...worst,
		messageId: last.messageId,
		to: last.to,
		details: { ...worst.details, messageIds },
	};
}

function rankOf({ status }: SentMessage): number {
	const rank = RANKING.indexOf(status);
	return rank === -1 ? RANKING.indexOf(null) : rank;
}
