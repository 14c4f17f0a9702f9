import assert from 'node:assert/strict';

import { waitFor } from '../../../hosts/waitFor.mts';
import type { Checks } from '../Checks.mts';
import { PAGE_ID } from './stage.mts';
import type { Stage } from './stage.mts';

const CUSTOMER = '3000000000000001';
const PHONE = '385910000001';
const SMS = 'Mug Shop: order 77 is on its way.';

/** A customer's phone: what failover sends on another channel than Messenger. */
export async function phoneChecks(stage: Stage, checks: Checks): Promise<void> {
	const { business, sandbox } = stage;
	const isChosen = (outcome: string) =>
		waitFor(`the choice of ${outcome}`, { seconds: 10 }, () =>
			sandbox.state().settings.channelOutcomes.MESSENGER === outcome ? true : undefined,
		);

	await checks.check(
		'chat: the menu lets Messenger fail, and the SMS is in a tab of its own',
		async () => {
			const chat = await stage.open(CUSTOMER);
			await chat.page.getByText('Delivery by channel').click();
			const choice = chat.page.getByRole('combobox', { name: 'Messenger', exact: true });
			await choice.selectOption({ label: 'Not delivered' });
			await isChosen('UNDELIVERABLE');
			await business.call('POST', '/messages-api/1/messages', {
				messages: [
					{
						channel: 'MESSENGER',
						sender: PAGE_ID,
						destinations: [
							{
								byChannel: [
									{ channel: 'MESSENGER', to: CUSTOMER },
									{ channel: 'SMS', to: PHONE },
								],
							},
						],
						content: { body: { type: 'TEXT', text: 'Order 77 has left our shop.' } },
						failover: [
							{
								channel: 'SMS',
								sender: 'MugShop',
								content: { body: { type: 'TEXT', text: SMS } },
							},
						],
					},
				],
			});
			await chat.message('Order 77 has left our shop.').getByText('Not delivered').waitFor();
			await chat.page.getByRole('tab', { name: 'SMS' }).click();
			await chat.message(SMS).getByText('Delivered').waitFor();
			await chat.message(SMS).getByText('From MugShop').waitFor();
			assert.equal(await chat.field.isVisible(), false);
			assert.match(chat.page.url(), /channel=SMS/);
			await chat.page.getByRole('tab', { name: 'Messenger' }).click();
			await chat.field.waitFor();
			await choice.selectOption({ label: 'Delivered' });
			await isChosen('DELIVERED');
			await chat.close();
		},
	);
}
