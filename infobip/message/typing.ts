/** How long an answer takes that a person types. */
import type { Content } from './message';

/** Meta: the typing indicator disappears after 20 seconds. */
export const LONGEST_TYPING_SECONDS = 20;

/** Longer is not friendly, however long the text. */
const CAP_SECONDS = 10;
const SHORTEST_SECONDS = 1;
const CHARACTERS_PER_SECOND = 15;

/** Seconds that typing the content would take; media and cards take as long as the shortest text. */
export function typingSeconds(content: Content): number {
	const characters = 'text' in content ? content.text.length : 0;
	const seconds = characters / CHARACTERS_PER_SECOND;
	return Math.min(CAP_SECONDS, Math.max(SHORTEST_SECONDS, seconds));
}
