import assert from 'node:assert/strict';

import { customerName } from '../../../sandbox/chat/page/words.mts';
import { chatAddress, startSandbox } from '../../../sandbox/server.mts';
import type { Checks } from '../Checks.mts';
import { ChatTab } from './ChatTab.mts';
import { PAGE_ID } from './stage.mts';
import type { Stage } from './stage.mts';

const WIDE = { viewport: { width: 1280, height: 800 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** What is around the messages: choosing, the panel, empty states, a lost connection. */
export async function aroundChecks(stage: Stage, checks: Checks): Promise<void> {
	const { browser, business, sandbox, applicationKey } = stage;

	await checks.check('chat: an empty sandbox says what to do, and who receives', async () => {
		const empty = await startSandbox();
		const chat = await ChatTab.open(browser, empty.url, WIDE);
		try {
			await chat.page.getByText('There is no one to write to yet').waitFor();
			await chat.button('Connect a demo Page').click();
			await chat.page.getByText('Publish the workflow, then write here').waitFor();
			await chat.write('Hello?');
			await chat.page.getByText(/^No one receives what you write: this Page/).waitFor();
			await chat.last.getByText('Sent').waitFor();
		} finally {
			await chat.close();
			await empty.close();
		}
	});

	await checks.check('chat: a link opens the application, and a new customer writes', async () => {
		const chat = await ChatTab.open(
			browser,
			chatAddress(sandbox.url, { application: applicationKey }),
			WIDE,
		);
		await chat.page.getByText(`Application ${applicationKey}`).waitFor();
		await chat.button('New customer').click();
		await chat.page.getByLabel('User key').fill('2000000000000009');
		await chat.button('Write as this customer').click();
		await chat.page.getByText(`You are ${customerName('2000000000000009')}`).waitFor();
		await chat.write('To the application');
		await stage.isForwarded('To the application', '2000000000000009');
		await business.sendFromApplication(applicationKey, '2000000000000009', {
			type: 'TEXT',
			text: 'From the application',
		});
		await chat.message('From the application').waitFor();
		assert.match(chat.page.url(), /customer=2000000000000009/);

		const place = chat.page.getByLabel('Write to');
		await place.selectOption({ label: 'Demo page' });
		await chat.page.getByText(`Page ${PAGE_ID}`).waitFor();
		await chat.message('From the application').waitFor({ state: 'detached' });
		await chat.close();
	});

	await checks.check(
		'chat: the panel has the newest call first, with status and body',
		async () => {
			const customer = '1000000000000200';
			const chat = await stage.open(customer);
			const requests = chat.calls().filter({ hasText: 'POST /messenger/1/messages' });
			const before = await requests.count();
			await business.send(PAGE_ID, customer, { type: 'TEXT', text: 'In the panel' });
			// The page hears of it a moment later.
			await requests.nth(before).waitFor();
			const first = requests.first();
			await first.locator('summary').click();
			await first.getByText('"In the panel"').waitFor();
			await first.getByText('"PENDING_ACCEPTED"').waitFor();
			assert.equal(await first.locator('.result').innerText(), '200');

			await assert.rejects(business.call('POST', '/messenger/1/messages', { messages: [] }));
			await chat.calls().first().getByText('400').waitFor();
			await chat.close();
		},
	);

	await checks.check('chat: the panel shows no secret', async () => {
		const secrets = { accessToken: 'EAAB-never-shown', secret: 'app-never-shown' };
		await business.call('POST', '/facebook/1/applications', {
			facebook: {
				page: { accessToken: secrets.accessToken },
				application: { id: 4711, secret: secrets.secret },
			},
		});
		sandbox.customerWrites('1000000000000201', {
			applicationKey,
			message: { type: 'TEXT', text: 'Through an address with a secret' },
		});
		await stage.isForwarded('Through an address with a secret');
		const chat = await stage.open('1000000000000201');
		await chat.calls().first().waitFor();
		for (const summary of await chat.calls().locator('summary').all()) await summary.click();
		const shown = await chat.page.getByRole('complementary').innerText();
		assert.match(shown, /accessToken": "•••"/);
		assert.match(shown, /Login: App, not shown/);
		assert.doesNotMatch(shown, /never-shown/);
		assert.ok(!shown.includes(sandbox.apiKey));
		await chat.close();
	});

	await checks.check('chat: a lost sandbox is said, and found again', async () => {
		const first = await startSandbox({ demoPageId: PAGE_ID });
		const port = Number(new URL(first.url).port);
		const chat = await ChatTab.open(browser, chatAddress(first.url, { page: PAGE_ID }), WIDE);
		await chat.page.getByText('Publish the workflow, then write here').waitFor();
		await first.close();
		const lost = chat.page.getByText('The sandbox does not answer. Trying again…');
		await lost.waitFor();
		await chat.write('Kept for later');
		await chat.page.getByText('Is it still running?').waitFor();
		assert.equal(await chat.field.inputValue(), 'Kept for later');

		const second = await startSandbox({ demoPageId: PAGE_ID, port });
		try {
			await lost.waitFor({ state: 'hidden' });
			await chat.field.press('Enter');
			await chat.message('Kept for later').waitFor();
		} finally {
			await chat.close();
			await second.close();
		}
	});

	await checks.check('chat: on a phone one column is shown at a time', async () => {
		const chat = await ChatTab.open(
			browser,
			chatAddress(sandbox.url, { page: PAGE_ID, customer: '1000000000000100' }),
			PHONE,
		);
		await chat.message('Is anybody there?').waitFor();
		await chat.button('Customers').click();
		await chat.page.getByRole('button', { name: /\(0201\)/ }).waitFor({ state: 'hidden' });
		await chat.page.getByRole('button', { name: /\(0200\)/ }).click();
		await chat.message('In the panel').waitFor();
		await chat.button('API calls').click();
		await chat.calls().first().waitFor();
		const overflow = await chat.page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
		);
		assert.equal(overflow, 0);
		await chat.button('Close the API calls').click();
		await chat.field.waitFor();
		await chat.close();
	});
}
