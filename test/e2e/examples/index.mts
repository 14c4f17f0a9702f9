import type { Checks } from '../Checks.mts';
import type { World } from '../world.mts';
import { answerAndNote } from './answerAndNote.mts';
import { answerFromPage } from './answerFromPage.mts';

/** The scene that runs an example, by the example's file without `.json`. */
export const EXAMPLES: Readonly<Record<string, (world: World, checks: Checks) => Promise<void>>> = {
	'answer-and-note': answerAndNote,
	'answer-from-a-page': answerFromPage,
};
