import type { InfobipAnswer, InfobipRequest, Transport } from '../../infobip/call/client.ts';

export interface Recording {
	readonly transport: Transport;
	/** What was asked, in its order. */
	readonly requests: readonly InfobipRequest[];
}

/**
 * A transport that gives the answers one after another, each 200 and empty if it says nothing
 * else, and throws those that are errors. A request for which no answer is left is a mistake.
 */
export function answering(...answers: ReadonlyArray<Partial<InfobipAnswer> | Error>): Recording {
	const requests: InfobipRequest[] = [];
	const transport: Transport = async (request) => {
		const answer = answers[requests.length];
		requests.push(request);
		if (answer === undefined) throw new Error(`No answer is left for: ${request.task}`);
		if (answer instanceof Error) throw answer;
		return { status: 200, headers: {}, body: '', ...answer };
	};
	return { transport, requests };
}
