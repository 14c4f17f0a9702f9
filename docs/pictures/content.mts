import { randomUUID } from 'node:crypto';

import { API_CREDENTIAL, PACKAGE } from '../../demo/exampleWorkflow.mts';
import { roundTripWorkflow } from '../../demo/roundTripWorkflow.mts';
import { subscriptionsOf } from '../../demo/subscriptionsOf.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import { chatAddress } from '../../sandbox/server.mts';
import { LONG_ANSWER } from './longAnswer.mts';
import type { Studio } from './stages.mts';

const READER = '24060000000000088';
const PHOTOGRAPHER = '24060000000000099';
const LOOKS = [
	['', 'light'],
	['-dark', 'dark'],
] as const;

/** What a long answer in Markdown becomes, and a picture that came in, was changed, and went out. */
export async function takeContent(studio: Studio): Promise<void> {
	await takeLongAnswer(studio);
	await takeRoundTrip(studio);
}

async function takeLongAnswer(studio: Studio): Promise<void> {
	const { client, credentials, sandbox, practicePageId: pageId } = studio.demo;
	const place = { typeVersion: 1, position: [0, 0] };
	const { id } = await client.createWorkflow({
		name: 'A long answer',
		nodes: [
			{
				id: randomUUID(),
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				...place,
				parameters: {},
			},
			{
				id: randomUUID(),
				name: 'Send',
				type: `${PACKAGE}.infobipFacebook`,
				...place,
				credentials: { [API_CREDENTIAL]: credentials.practice },
				parameters: {
					to: READER,
					text: LONG_ANSWER,
					options: { textFormat: 'markdown', ifTooLong: 'split' },
				},
			},
		],
		connections: { Start: { main: [[{ node: 'Send', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	});
	const text = 'How do I care for my mug?';
	sandbox.customerWrites(READER, { pageId, message: { type: 'TEXT', text } });
	const { status, error } = await client.run(id, 'Start');
	if (status !== 'success') throw new Error(error ?? status);
	await takeChat(studio, 'long-answer', READER, { width: 1000, height: 2600 });
}

async function takeRoundTrip(studio: Studio): Promise<void> {
	const { client, credentials, sandbox, practicePageId: pageId } = studio.demo;
	const workflow = await client.createWorkflow(
		roundTripWorkflow({ [API_CREDENTIAL]: credentials.practice }),
	);
	await client.publish(workflow);
	await waitFor('the subscription', { seconds: 60 }, () =>
		subscriptionsOf(sandbox, pageId).length > 0 ? true : undefined,
	);
	const url = `${sandbox.url}/_sandbox/chat/samples/mug.png`;
	sandbox.customerWrites(PHOTOGRAPHER, { pageId, message: { type: 'IMAGE', url } });
	await waitFor('the picture', { seconds: 60 }, () =>
		sandbox.conversation(PHOTOGRAPHER).some(({ said }) => said === 'business') ? true : undefined,
	);
	await takeChat(studio, 'round-trip', PHOTOGRAPHER, { width: 1000, height: 760 });
	await client.unpublish(workflow.id);
}

async function takeChat(
	{ demo, editor, folder }: Studio,
	name: string,
	customer: string,
	viewport: { width: number; height: number },
): Promise<void> {
	const browser = editor.page.context().browser()!;
	for (const [theme, colorScheme] of LOOKS) {
		const context = await browser.newContext({ reducedMotion: 'reduce', colorScheme, viewport });
		const page = await context.newPage();
		await page.goto(chatAddress(demo.sandbox.url, { page: demo.practicePageId, customer }));
		await page.getByRole('log', { name: 'Messages' }).locator('li').last().waitFor();
		await page.waitForFunction(() =>
			Array.from(document.querySelectorAll('img')).every(({ complete }) => complete),
		);
		await page.screenshot({ path: `${folder}/${name}${theme}.png` });
		console.log(`docs/images/${name}${theme}.png`);
		await context.close();
	}
}
