import { readContent, refuse } from '../../../nodes/InfobipFacebookTrigger/incomingRequest.ts';
import { callContext, type Call } from '../callContext.mts';

const contentOf = async (call: Call) => await readContent(callContext(call).context);

describe('the content of a call', () => {
	it('is its body, which is read only now', async () => {
		const request = {
			rawBody: undefined as Buffer | undefined,
			async readRawBody() {
				this.rawBody = Buffer.from('{"text":"Grüße"}', 'latin1');
			},
		};
		const headers = { 'content-type': 'application/json; charset=iso-8859-2' };
		expect(await contentOf({ request, headers, query: { from: '1' } })).toEqual({
			value: { text: 'Grüße' },
		});
		expect(await contentOf({ request, headers: { 'content-type': ['x'] } })).toEqual({
			value: { text: 'Grüße' },
		});
	});

	it.each<[unknown, unknown]>([
		[
			{ from: '1', text: 'Hi' },
			{ from: '1', text: 'Hi' },
		],
		[{ results: '[{"text":"Hi"}]' }, [{ text: 'Hi' }]],
		[
			{ from: '1', text: ['a', 'b'] },
			{ from: '1', text: ['a', 'b'] },
		],
		[{ probe: '1' }, undefined],
		[{ secret: 'a'.repeat(64) }, undefined],
		[{}, undefined],
		[undefined, undefined],
	])('is the query %j, if that holds an event', async (query, value) => {
		expect(await contentOf({ query })).toEqual({ value });
	});

	it.each([
		[Object.assign(new Error('x'), { type: 'entity.too.large' }), 413],
		[Object.assign(new Error('x'), { status: 413 }), 413],
		[Object.assign(new Error('x'), { type: 'request.aborted', status: 400 }), 400],
		[new Error('x'), 400],
	])('cannot be read: %j is %i, and the connection is emptied', async (error, status) => {
		const calls: string[] = [];
		const request = {
			readRawBody: async () => await Promise.reject(error),
			unpipe: () => calls.push('unpipe'),
			resume: () => calls.push('resume'),
		};
		expect(await contentOf({ request })).toEqual({ status });
		expect(calls).toEqual(['unpipe', 'resume']);
	});
});

it.each([
	[400, 'The body broke off'],
	[401, 'Unauthorized'],
	[413, 'The body is too large'],
	[503, 'A reply could not be handed to the waiting execution yet'],
] as const)('refuses with %i, and starts nothing', (status, message) => {
	const { context, answer } = callContext();
	expect(refuse(context, status)).toEqual({ noWebhookResponse: true });
	expect(answer).toEqual({ status, json: { message } });
});
