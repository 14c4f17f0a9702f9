import type { JsonObject } from '../exactJson.mts';
import type { Settings } from '../world.mts';

/** Lists come in an envelope named after their content, or bare; both are inferred from siblings. */
export function listAnswer(
	settings: Settings,
	name: 'applications' | 'configurations' | 'actions',
	items: JsonObject[],
): JsonObject | JsonObject[] {
	return settings.listAnswer === 'array' ? items : { [name]: items };
}
