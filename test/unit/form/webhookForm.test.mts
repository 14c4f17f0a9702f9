import type { IWebhookFunctions } from 'n8n-workflow';

import { webhookForm } from '../../../nodes/form/webhookForm.ts';

it('reads the fields without an item, and knows which of them is an expression', () => {
	const context = {
		getTimezone: () => 'Asia/Tokyo',
		getNodeParameter: (name: string, _fallback: unknown, options?: { rawExpressions: boolean }) =>
			options?.rawExpressions === true ? `={{ ${name} }}` : name === 'at' ? '2027-03-14T09:00' : '',
	} as unknown as IWebhookFunctions;
	const form = webhookForm(context);
	expect(form.moment('at')).toBe('2027-03-14T09:00:00+09:00');
	expect(form.text('senders')).toBe('');
	expect(() => form.filterKeys('senders')).toThrow('its expression found nothing');
	expect(form.shared([], () => 'made')).toBe('made');
});
