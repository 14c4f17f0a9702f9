import { isJsonObject, parseExactJson, writeExactJson } from '../exactJson.mts';
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
			return writeExactJson(errorEnvelope(errorForStatus(500)));
		case 'wrongEnvelope':
			return writeExactJson({ data: read(answer) });
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
			return withEach(answer, (result) => ({
				...result,
				messageId: String(result.messageId).toUpperCase(),
			}));
		case 'doubledResults':
			return withResults(answer, (results) => results.flatMap((result) => [result, result]));
		case 'othersResults':
			return withEach(answer, (result, place) => ({
				...result,
				messageId: `somebody-elses-${place}`,
				to: 'somebody-else',
				destination: 'somebody-else',
			}));
		case 'numberedIds':
			return withEach(answer, (result, place) => ({ ...result, messageId: 1000 + place }));
		case 'statusAsText':
			return withEach(answer, ({ status, ...result }) => ({
				...result,
				status: isJsonObject(status) ? (status.groupName ?? null) : (status ?? null),
			}));
		case 'nestedStatus':
			return withEach(answer, (result) => ({
				...result,
				status: { status: result.status ?? null },
			}));
		case 'numbersAsTexts':
			return answer.replace(/:(-?\d+)(?=[,}])/g, ':"$1"');
		case 'nullErrors':
			return withMembers(answer, { requestError: null, errorCode: null });
		case 'errorBeside':
			return withMembers(answer, errorEnvelope(errorForStatus(500)));
		case 'trailingText':
			return `${answer}\n<!-- served by a gateway -->`;
		case 'byteOrderMark':
			return `\uFEFF${answer}`;
		case 'padded':
			return withMembers(answer, { padding: '<'.repeat(PADDING) });
	}
}

/** Characters: more than any honest answer has. */
const PADDING = 200_000;

/** Changes a list of results; an answer that is one result by itself stays as it is. */
function withResults(answer: string, change: (results: JsonObject[]) => JsonObject[]): string {
	const json = read(answer);
	if (!isJsonObject(json) || !Array.isArray(json.messages)) return answer;
	return writeExactJson({ ...json, messages: change(json.messages.filter(isJsonObject)) });
}

/** Changes every result, also of the logs and of an answer that is one result by itself. */
function withEach(
	answer: string,
	change: (result: JsonObject, place: number) => JsonObject,
): string {
	const json = read(answer);
	if (!isJsonObject(json)) return answer;
	for (const name of ['messages', 'results']) {
		const list = json[name];
		if (!Array.isArray(list)) continue;
		return writeExactJson({ ...json, [name]: list.filter(isJsonObject).map(change) });
	}
	return 'messageId' in json ? writeExactJson(change(json, 0)) : answer;
}

function withMembers(answer: string, members: JsonObject): string {
	const json = read(answer);
	return isJsonObject(json) ? writeExactJson({ ...members, ...json }) : answer;
}

/** As it is if it is not JSON. */
function read(answer: string): unknown {
	try {
		return parseExactJson(answer);
	} catch (error) {
		if (error instanceof SyntaxError) return answer;
		throw error;
	}
}
