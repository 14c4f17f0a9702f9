/** A sentence for the person at the page. */
export class Refused extends Error {
	override readonly name = 'Refused';
}

/** What a customer writes: Infobip's name of the content, and its members. */
export type Content = { type: string } & Record<string, unknown>;

/** Whom the customer writes to, as the control API names it. */
export type Addressee = { applicationKey: string } | { pageId: string };

/** @throws Refused saying why the sandbox did not do it */
export async function write(userKey: string, to: Addressee, message: Content): Promise<void> {
	await post(`/customers/${encodeURIComponent(userKey)}/messages`, { ...to, message });
}

/** @throws Refused */
export async function markSeen(userKey: string, pageId: string): Promise<void> {
	await post(`/customers/${encodeURIComponent(userKey)}/seen`, { pageId });
}

/** @throws Refused */
export async function changeConsent(
	userKey: string,
	pageId: string,
	payload: string,
	agrees: boolean,
): Promise<void> {
	const event = agrees ? 'SUBSCRIBE' : 'UNSUBSCRIBE';
	await post(`/customers/${encodeURIComponent(userKey)}/consent`, { pageId, event, payload });
}

/** Says what becomes of the messages of a channel. */
export async function chooseOutcome(channel: string, outcome: string): Promise<void> {
	await post('/settings', { channelOutcomes: { [channel]: outcome } });
}

/** Makes everything go wrong in one way, or right again. */
export async function chooseTrouble(trouble: string): Promise<void> {
	await post('/settings', { trouble });
}

/** Connects the demo page, as Infobip's portal does. */
export async function connectDemoPage(): Promise<void> {
	await post('/pages', { name: 'Demo page' });
}

/**
 * @returns where the sandbox serves the file from now on
 * @throws Refused
 */
export async function upload(file: File): Promise<string> {
	const answer = await call(`/chat/uploads/${encodeURIComponent(file.name)}`, {
		method: 'POST',
		headers: { 'Content-Type': file.type || 'application/octet-stream' },
		body: file,
	});
	const { path } = (await answer.json()) as { path: string };
	return new URL(path, location.origin).href;
}

async function post(path: string, body: unknown): Promise<void> {
	await call(path, { method: 'POST', body: JSON.stringify(body) });
}

async function call(path: string, request: RequestInit): Promise<Response> {
	let answer: Response;
	try {
		answer = await fetch(`/_sandbox${path}`, request);
	} catch (error) {
		throw new Refused('The sandbox does not answer. Is it still running?', { cause: error });
	}
	if (answer.ok) return answer;
	if (answer.status === 413) throw new Refused('The file is larger than 5 MB.');
	throw new Refused(`The sandbox refused this: ${await reasonOf(answer)}`);
}

async function reasonOf(answer: Response): Promise<string> {
	const text = await answer.text();
	try {
		return String((JSON.parse(text) as { error: unknown }).error);
	} catch (error) {
		if (error instanceof SyntaxError) return `${answer.status} ${text}`;
		throw error;
	}
}
