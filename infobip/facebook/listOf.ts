import { UnexpectedAnswer } from '../errors';
import { isObject, type JsonObject, type JsonValue } from '../json';

/**
 * The entries of a list answer. Both `{"<name>": […]}` (inferred from today's Push API) and a bare
 * array (its older text) are read, for no document shows which of them the Facebook API uses.
 */
export function listOf(answer: JsonValue, name: string, task: string): JsonObject[] {
	const list = isObject(answer) ? answer[name] : answer;
	if (!Array.isArray(list)) throw new UnexpectedAnswer(task, answer);
	return list.filter(isObject);
}
