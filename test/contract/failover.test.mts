import {
	CHANNEL_NAMES,
	FAILOVER_CHANNELS,
	type FailoverStep,
} from '../../infobip/message/failover.ts';
import { checkMessage } from '../../infobip/outbound/checkMessage.ts';
import type { Content, MessageOptions } from '../../infobip/message/message.ts';
import { chainMessage } from '../../infobip/messagesApi/chainMessage.ts';
import { CHANNEL_FACTS, CONTENT_MARKS } from '../../infobip/messagesApi/mapping.ts';
import { chainOf, smsStep, text, whatsAppStep } from '../unit/messagesApi/steps.mts';
import { describeWithContract } from './describeWithContract.mts';

const url = 'https://example.com/a';

const contents: Content[] = [
	text,
	{ type: 'image', url },
	{ type: 'video', url },
	{ type: 'file', url },
	{ type: 'location', latitude: 45.8, longitude: 15.9, name: 'Shop', address: 'Street 1' },
	{
		type: 'buttons',
		text: 'Choose',
		buttons: [
			{ type: 'postback', title: 'Buy', payload: 'BUY' },
			{ type: 'url', title: 'Open', url },
			{ type: 'call', title: 'Call', phoneNumber: '+38510000000' },
		],
	},
	{
		type: 'carousel',
		cards: [
			{
				title: 'Mug',
				subtitle: '12 EUR',
				imageUrl: url,
				buttons: [{ type: 'url', title: 'Buy', url }],
			},
			{ title: 'Bowl', buttons: [] },
		],
	},
];

const stepOn = (
	channel: FailoverStep['channel'],
	content: FailoverStep['content'],
): FailoverStep => ({
	...smsStep,
	channel,
	content,
});

const everyOption: MessageOptions = {
	callbackData: 'crm=4711',
	validityPeriod: { amount: 10, unit: 'MINUTES' },
	deliveryUrl: url,
	seenUrl: url,
	intermediateReport: true,
	deliveryTimeWindow: {
		days: ['MONDAY'],
		from: { hour: 6, minute: 0 },
		to: { hour: 18, minute: 0 },
	},
	entityId: 'e',
	applicationId: 'a',
	campaignReferenceId: 'c',
	adaptToChannel: false,
	reportEveryStep: true,
	regional: {
		indiaDlt: { principalEntityId: '1', contentTemplateId: '2', telemarketerId: '3' },
		turkeyIys: { recipientType: 'TACIR', brandCode: 1 },
		southKorea: { title: 'Shop', resellerCode: 1 },
	},
};

describeWithContract('a message with failover', (contract) => {
	const check = (message: ReturnType<typeof chainOf>): string[] => {
		checkMessage(message);
		const body = { messages: [chainMessage(message, 'a')] };
		return contract.checkRequest({ method: 'POST', path: '/messages-api/1/messages', body });
	};

	it.each(contents)(
		'keeps the contract with $type, on every channel that it is not refused on',
		(content) => {
			const row =
				content.type === 'buttons'
					? CONTENT_MARKS.postbackButton
					: CONTENT_MARKS[content.type as 'text'];
			const steps = FAILOVER_CHANNELS.filter((channel) => row[channel] !== 'refused').map(
				(channel) => stepOn(channel, { type: 'same' }),
			);
			expect(steps.length).toBeGreaterThan(6);
			expect(check(chainOf(steps, content))).toEqual([]);
		},
	);

	it('keeps it with every kind of step and every option', () => {
		const steps = [
			whatsAppStep,
			stepOn('SMS', { type: 'text', text: 'Hi' }),
			stepOn('MMS', { type: 'image', url, text: 'A mug' }),
			stepOn('VIBER_BM', { type: 'file', url }),
			stepOn('RCS', { type: 'template', name: 't', values: { name: 'Ana', count: 2 } }),
			stepOn('APPLE_MB', {
				type: 'template',
				name: 't',
				values: { header: { type: 'IMAGE', url }, buttons: [{ type: 'OPEN_URL', suffix: '77' }] },
			}),
		];
		expect(check(chainOf(steps, text, everyOption))).toEqual([]);
	});

	it('knows every channel of the contract', () => {
		const channels = ['MESSENGER', ...FAILOVER_CHANNELS];
		expect(Object.keys(CHANNEL_NAMES).sort()).toEqual(channels.toSorted());
		expect(Object.keys(CHANNEL_FACTS).sort()).toEqual(FAILOVER_CHANNELS.toSorted());
		for (const channel of channels) {
			const call = { method: 'GET', path: '/messages-api/1/reports', query: { channel } };
			expect(contract.checkRequest(call)).toEqual([]);
		}
	});

	it('would be found out', () => {
		const body = { messages: [{ ...chainMessage(chainOf(), 'a'), colour: 'red' }] };
		const call = { method: 'POST', path: '/messages-api/1/messages', body };
		expect(contract.checkRequest(call)).toContainEqual(
			expect.stringContaining('has the unknown member "colour"'),
		);
	});
});
