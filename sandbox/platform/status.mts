/** A message's state in Infobip's words (documented for the platform). */
export interface MessageStatus {
	groupId: number;
	groupName: string;
	id: number;
	name: string;
	description: string;
}

/** The first status of a chat message (inferred from OMNI Chat). */
export const PENDING_ENROUTE: MessageStatus = {
	groupId: 1,
	groupName: 'PENDING',
	id: 7,
	name: 'PENDING_ENROUTE',
	description: 'Message sent to next instance',
};
