import { isJsonObject } from '../exactJson.mts';
import { invalidAction } from '../platform/apiError.mts';
import { isHttpUrl } from '../platform/fieldChecks.mts';
import { newKey } from '../platform/keys.mts';
import type { Action } from './applicationRegistry.mts';

/**
 * `{type:"HTTP_FORWARD", forwardUrl, callbackData?}` or `{type:"PULL", callbackData?}`, inferred
 * from Push, as is the error.
 *
 * @throws ApiError 400 with messageId "8"
 */
export function readActionRequest(body: unknown, forwardType: string): Action {
	if (!isJsonObject(body)) throw invalidAction();
	const { type, forwardUrl, callbackData } = body;
	if (callbackData !== undefined && callbackData !== null && typeof callbackData !== 'string') {
		throw invalidAction();
	}
	const common = { key: newKey(), ...(typeof callbackData === 'string' && { callbackData }) };

	if (type === forwardType && isHttpUrl(forwardUrl)) {
		return { ...common, type: 'HTTP_FORWARD', forwardUrl };
	}
	if (type === 'PULL' && (forwardUrl === undefined || forwardUrl === null)) {
		return { ...common, type };
	}
	throw invalidAction();
}
