import type { FailoverStep } from '../../../infobip/message/failover.ts';
import type { Content, MessageOptions, OutboundMessage } from '../../../infobip/message/message.ts';
import { pageMessageOf } from '../outboundMessage.mts';

export const PHONE = '385910000000';

export const smsStep: FailoverStep = {
	channel: 'SMS',
	sender: 'MugShop',
	recipient: PHONE,
	content: { type: 'same' },
};

export const whatsAppStep: FailoverStep = {
	channel: 'WHATSAPP',
	sender: '385919999999',
	recipient: PHONE,
	content: { type: 'template', name: 'order_shipped', language: 'en', values: { 1: 'Ana' } },
	validityPeriod: { amount: 2, unit: 'HOURS' },
};

export const text: Content = { type: 'text', text: 'Your parcel is on its way.' };

/** A message with failover, by default a text that is followed by an SMS. */
export function chainOf(
	failover: readonly FailoverStep[] = [smsStep],
	content: Content = text,
	options: MessageOptions = {},
): OutboundMessage {
	return pageMessageOf(content, { failover, ...options });
}
