/** Send and Wait up to the wait; what the reply does is played end to end, for n8n stores the wait between. */
import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { parseReference } from '../../infobip/conversation/reference.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;
const customer = '24060000000000001';

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

beforeEach(() => {
	account.reset();
	account.sandbox.addPage();
});

const choices = { choice: [{ title: 'Red', value: 'RED' }, { title: 'Blue' }] };
const page = { sendFrom: 'page', pageId: DEMO_PAGE_ID };

async function ask(
	parameters: INodeParameters,
	settings: { input?: IDataObject[]; continueOnFail?: boolean } = {},
): Promise<IDataObject[]> {
	const items = await engine.run({
		node: 'infobipFacebook',
		parameters: {
			resource: 'message',
			operation: 'sendAndWait',
			to: customer,
			message: 'Which color?',
			responseType: 'choice',
			choices,
			...parameters,
		},
		credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		...(settings.input && { input: settings.input.map((json) => ({ json })) }),
		...(settings.continueOnFail === true && { continueOnFail: true }),
	});
	return items.map(({ json }) => json);
}

const heard = () => account.sandbox.conversation(customer).map(({ shown }) => shown);

describe('from a Page', () => {
	it('sends the question with a reference in its id and in each button', async () => {
		await ask(page);
		const [question, ...more] = account.sandbox.conversation(customer);
		expect(more).toEqual([]);
		expect(question?.shown).toMatchObject({ kind: 'text', text: 'Which color?' });
		const reference = parseReference(question?.messageId);
		expect(reference).toMatchObject({ step: 0 });
		const offered = question?.shown.quickReplies ?? [];
		expect(offered.map(({ title, payload }) => [title, parseReference(payload)?.value])).toEqual([
			['Red', 'RED'],
			['Blue', 'Blue'],
		]);
		const signatures = offered.map(({ payload }) => parseReference(payload)?.signature);
		expect(new Set([...signatures, reference?.signature]).size).toBe(3);
	});

	it('takes choices from an expression', async () => {
		const choicesJson =
			'={{ $json.orders.map(({ orderNumber }) => ({ title: orderNumber, value: orderNumber })) }}';
		const input = [{ orders: [{ orderNumber: '1001' }, { orderNumber: '1002' }] }];
		await ask({ ...page, options: { choicesJson } }, { input });
		expect(heard()[0]?.quickReplies?.map(({ title }) => title)).toEqual(['1001', '1002']);
	});

	it('offers what the profile has, for a phone number', async () => {
		await ask({ ...page, responseType: 'typedReply', acceptedReply: 'phone' });
		expect(heard()[0]?.quickReplies).toEqual([{ kind: 'phone' }]);
	});
});

describe('from an Application', () => {
	it('sends buttons with a reference in each', async () => {
		await ask({ sendFrom: 'application', applicationKey: picked(account.applicationKey) });
		const [question] = heard();
		expect(question?.buttons?.map(({ value }) => parseReference(value)?.value)).toEqual([
			'RED',
			'Blue',
		]);
	});

	it('refuses a typed reply, which nothing would bring back', async () => {
		const application = {
			sendFrom: 'application',
			applicationKey: picked(account.applicationKey),
			responseType: 'typedReply',
		};
		await expect(ask(application)).rejects.toThrow(/'Response Type' cannot be 'Typed Reply'/);
		expect(heard()).toEqual([]);
	});
});

describe('what cannot be asked is refused before anything is sent:', () => {
	it.each<[string, INodeParameters, RegExp]>([
		['no customer', { to: '={{ "" }}' }, /'To' is empty/],
		['no message', { message: ' ' }, /'Message' is empty/],
		['no choices', { choices: {} }, /'Choices' is empty/],
		[
			'a long title',
			{ choices: { choice: [{ title: 'x'.repeat(21) }] } },
			/'Title' of choice 1 is 21 characters long/,
		],
		[
			'a limit in the past',
			{
				options: {
					limitWaitTime: {
						values: { limitType: 'atSpecifiedTime', maxDateAndTime: '2020-01-01T00:00:00Z' },
					},
				},
			},
			/'Limit Wait Time' is in the past/,
		],
	])('%s', async (_, parameters, problem) => {
		await expect(ask({ ...page, ...parameters })).rejects.toThrow(problem);
		expect(heard()).toEqual([]);
	});

	it('several items, naming Loop Over Items', async () => {
		const several = ask(page, { input: [{}, {}] });
		await expect(several).rejects.toMatchObject({
			message: expect.stringContaining('there are 2 input items') as string,
			description: expect.stringContaining('Loop Over Items') as string,
		});
		expect(heard()).toEqual([]);
	});

	it('and with On Error: Continue the item says so', async () => {
		const [item] = await ask({ ...page, message: ' ' }, { continueOnFail: true });
		expect(JSON.stringify(item)).toContain("'Message' is empty");
	});
});
