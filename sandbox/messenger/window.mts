import type { World } from '../world.mts';

/** Meta lets a business answer freely for so long after the customer's last message. */
const WINDOW_MS = 24 * 60 * 60 * 1000;

/** False also for someone who never wrote to this page. */
export function isWindowOpen({ conversations }: World, pageId: string, userKey: string): boolean {
	const last = conversations.lastFrom('customer', userKey, { api: 'messenger', pageId });
	return last !== undefined && Date.now() - Date.parse(last.at) <= WINDOW_MS;
}
