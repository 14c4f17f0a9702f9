/** Infobip's status groups (documented). */
const GROUPS = [
	'ACCEPTED',
	'PENDING',
	'UNDELIVERABLE',
	'DELIVERED',
	'EXPIRED',
	'REJECTED',
] as const;

export type GeneralStatus = (typeof GROUPS)[number];
export const GENERAL_STATUSES: readonly GeneralStatus[] = GROUPS;

/** A message's state in Infobip's words (documented for the platform). */
export interface MessageStatus {
	groupId: number;
	groupName: GeneralStatus;
	id: number;
	name: string;
	description: string;
}

function status(
	groupName: GeneralStatus,
	id: number,
	name: string,
	description: string,
): MessageStatus {
	return { groupId: GROUPS.indexOf(groupName), groupName, id, name, description };
}

const NEXT_INSTANCE = 'Message sent to next instance';

/** The first status of a chat message (inferred from OMNI Chat). */
export const PENDING_ENROUTE = status('PENDING', 7, 'PENDING_ENROUTE', NEXT_INSTANCE);

// What follows is the Messenger API's: ids and names are documented, some descriptions our own.
export const PENDING_ACCEPTED = status('PENDING', 26, 'PENDING_ACCEPTED', NEXT_INSTANCE);
/** The Messages API's name of the same id (documented by example). */
export const MESSAGE_ACCEPTED = status('PENDING', 26, 'MESSAGE_ACCEPTED', NEXT_INSTANCE);
export const DELIVERED_TO_HANDSET = status(
	'DELIVERED',
	5,
	'DELIVERED_TO_HANDSET',
	'Message delivered to handset',
);
export const UNDELIVERABLE_NOT_DELIVERED = status(
	'UNDELIVERABLE',
	9,
	'UNDELIVERABLE_NOT_DELIVERED',
	'Message sent not delivered',
);
export const UNDELIVERABLE_NOT_SENT = status(
	'UNDELIVERABLE',
	31,
	'UNDELIVERABLE_NOT_SENT',
	'Message was not sent',
);
export const EXPIRED_EXPIRED = status('EXPIRED', 15, 'EXPIRED_EXPIRED', 'Message expired');
export const REJECTED_SENDER = status('REJECTED', 13, 'REJECTED_SENDER', 'Invalid sender');
export const REJECTED_DESTINATION_BLOCKLISTED = status(
	'REJECTED',
	14,
	'REJECTED_DESTINATION_BLOCKLISTED',
	'Destination is on the blocklist',
);
export const REJECTED_DUPLICATE_MESSAGE_ID = status(
	'REJECTED',
	23,
	'REJECTED_DUPLICATE_MESSAGE_ID',
	'Message id was used before',
);
