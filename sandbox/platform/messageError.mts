/** Infobip's error groups (documented). */
const GROUPS = ['OK', 'HANDSET_ERRORS', 'USER_ERRORS', 'OPERATOR_ERRORS'] as const;

/** Why a message did not arrive, in Infobip's words. */
export interface MessageError {
	groupId: number;
	groupName: (typeof GROUPS)[number];
	id: number;
	name: string;
	description: string;
	permanent: boolean;
}

/** Ids and names are documented, so is that 7001 to 7027 are group 1; descriptions are our own. */
function chatError(id: number, name: string, description: string): MessageError {
	return { groupId: 1, groupName: GROUPS[1], id, name, description, permanent: true };
}

export const NO_ERROR: MessageError = {
	groupId: 0,
	groupName: 'OK',
	id: 0,
	name: 'NO_ERROR',
	description: 'No Error',
	permanent: false,
};
export const EC_UNKNOWN_APPLICATION = chatError(7001, 'EC_UNKNOWN_APPLICATION', 'Unknown sender');
export const EC_UNKNOWN_USER = chatError(7002, 'EC_UNKNOWN_USER', 'Unknown user');
export const EC_BLOCKED_USER = chatError(7003, 'EC_BLOCKED_USER', 'User blocked the sender');
export const EC_NO_SESSION = chatError(7010, 'EC_NO_SESSION', 'Session not started or expired');
export const EC_VALIDITY_EXPIRED = chatError(4101, 'EC_VALIDITY_EXPIRED', 'Validity expired');
