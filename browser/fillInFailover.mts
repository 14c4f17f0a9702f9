import type { NodeForm } from './NodeForm.mts';

const LIST = 'failover';
const PHONE = '+385 91 123 4567';

interface Step {
	/** By the names of the fields: what is chosen from a list, in its words. */
	chosen: Record<string, string>;
	typed: Record<string, string>;
}

/** The text of the last step. */
export const SMS_TEXT = 'Mug Shop: order 77 is on its way.';

const STEPS: readonly Step[] = [
	{
		chosen: { channel: 'WhatsApp', content: 'Template' },
		typed: {
			sender: '385919999999',
			recipient: PHONE,
			templateName: 'order_shipped',
			templateLanguage: 'en',
			templateValues: '["Ana", "77"]',
		},
	},
	{
		chosen: { channel: 'Viber', content: 'Same as the Message' },
		typed: { sender: 'MugShop', recipient: PHONE, tryFor: '30' },
	},
	{
		chosen: { channel: 'SMS', content: 'Own Text' },
		typed: { sender: 'MugShop', recipient: PHONE, text: SMS_TEXT },
	},
];

/** Adds *Failover* with three steps to the form of a send, as a person does. */
export async function fillInFailover(form: NodeForm): Promise<void> {
	await form.addOption('Failover');
	for (const { chosen, typed } of STEPS) {
		await form.addEntry(LIST);
		for (const [field, option] of Object.entries(chosen)) await form.choose(field, option, LIST);
		for (const [field, text] of Object.entries(typed)) await form.fill(field, text, LIST);
	}
}
