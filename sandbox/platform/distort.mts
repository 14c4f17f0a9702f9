import { isJsonObject, parseExactJson } from '../exactJson.mts';
import type { JsonObject } from '../exactJson.mts';
import { errorEnvelope, errorForStatus } from './apiError.mts';
import type { Distortion } from './faults.mts';

/** A true answer in a form that it should not have. Without a list of results some change nothing. */
export function distort(answer: string, distortion: Distortion): string {
	switch (distortion) {
		case 'empty':
			return '';
		case 'html':
			return '<!DOCTYPE html><html><body><h1>Welcome</h1></body></html>';
		case 'truncated':
			return answer.slice(0, answer.length / 2);
		case 'emptyObject':
			return '{}';
		case 'emptyList':
			return '[]';
		case 'null':
			return 'null';
		case 'text':
			return '"OK"';
		case 'errorEnvelope':
			return JSON.stringify(errorEnvelope(errorForStatus(500)));
		case 'wrongEnvelope':
			return JSON.stringify({ data: parseExactJson(answer) });
		case 'missingResult':
			return withResults(answer, (results) => results.slice(1));
		case 'extraResult':
			return withResults(answer, ([first = {}, ...others]) => [
				{
					...first,
					messageId: 'somebody-elses',
					to: 'somebody-else',
					destination: 'somebody-else',
				},
				first,
				...others,
			]);
		case 'shuffledResults':
			return withResults(answer, (results) => results.toReversed());
		case 'recasedIds':
			return withResults(answer, (results) =>
				results.map((result) => ({
					...result,
					messageId: String(result.messageId).toUpperCase(),
				})),
			);
	}
}

function withResults(answer: string, change: (results: JsonObject[]) => JsonObject[]): string {
	const json = parseExactJson(answer);
	if (!isJsonObject(json) || !Array.isArray(json.messages)) return answer;
	return JSON.stringify({ ...json, messages: change(json.messages.filter(isJsonObject)) });
}
