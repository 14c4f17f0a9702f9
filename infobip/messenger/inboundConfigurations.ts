import { accepted, type Transport } from '../call/client';
import { unlessGone } from '../call/unlessGone';
import { UnexpectedAnswer } from '../errors';
import { isObject, parseJson, type JsonObject } from '../json';

/**
 * What decides about the messages of a Page before any subscription does (documented: Infobip's
 * OpenAPI 3.210.0, Resources API). Throws ApiError, ConnectionError and UnexpectedAnswer.
 */
export async function readInboundConfigurations(
	transport: Transport,
	pageId: string,
): Promise<JsonObject[]> {
	const task = `get the inbound configuration of Page ${pageId}`;
	const answer = await unlessGone(
		accepted(transport, {
			task,
			method: 'GET',
			path: '/resource-management/1/inbound-message-configurations',
			query: { channel: 'MESSENGER', resource: pageId },
		}),
	);
	if (answer === undefined || answer.status === 204) return [];
	const json = parseJson(answer.body);
	if (!Array.isArray(json) || !json.every(isObject)) throw new UnexpectedAnswer(task, json);
	return json;
}
