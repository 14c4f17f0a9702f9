import type { MessageError } from '../platform/messageError.mts';
import { EC_NO_SESSION, EC_UNKNOWN_USER } from '../platform/messageError.mts';
import type { World } from '../world.mts';

/** Meta lets a business answer freely for so long after the customer's last message. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/**
 * Why Meta would not let a Page write to this person; undefined if it would. Which error belongs to
 * which reason is inferred from its name.
 */
export function refusalByMeta(
	{ conversations, settings }: World,
	pageId: string,
	userKey: string,
): MessageError | undefined {
	const last = conversations.lastFrom('customer', userKey, { api: 'messenger', pageId });
	if (last === undefined && settings.unknownRecipients === 'reject') return EC_UNKNOWN_USER;
	if (settings.trouble === 'windowOver') return EC_NO_SESSION;
	if (settings.outsideWindow === 'accept') return undefined;
	const isOpen = last !== undefined && Date.now() - Date.parse(last.at) <= WINDOW_MS;
	return isOpen ? undefined : EC_NO_SESSION;
}
