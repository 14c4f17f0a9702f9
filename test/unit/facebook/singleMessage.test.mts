import { singleMessage } from '../../../infobip/facebook/singleMessage.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import { messageOf, SENDER_KEY, USER_KEY } from '../outboundMessage.mts';

const written = (message: OutboundMessage) => singleMessage(SENDER_KEY, message);
const ends = { from: SENDER_KEY, to: USER_KEY };

describe('singleMessage', () => {
	it('writes a text', () => {
		expect(written(messageOf({ type: 'text', text: 'Your parcel is ready 📦' }))).toEqual({
			...ends,
			type: 'TEXT',
			text: 'Your parcel is ready 📦',
		});
	});

	it.each([
		['image', 'IMAGE'],
		['video', 'VIDEO'],
		['audio', 'AUDIO'],
		['file', 'FILE'],
	] as const)('writes %s', (type, onWire) => {
		const url = 'https://example.com/attachment';
		expect(written(messageOf({ type, url }))).toEqual({ ...ends, type: onWire, url });
	});

	it('writes buttons in their order', () => {
		const body = written(
			messageOf({
				type: 'buttons',
				text: 'Shall we?',
				buttons: [
					{ type: 'url', title: 'Look', url: 'https://example.com' },
					{ type: 'postback', title: 'Yes', payload: 'YES' },
				],
			}),
		);
		expect(body).toMatchObject(ends);
		expect(body.payload).toMatchObject({
			text: 'Shall we?',
			buttons: [
				{ type: 'URL', title: 'Look', url: 'https://example.com' },
				{ type: 'POSTBACK', title: 'Yes', payload: 'YES' },
			],
		});
	});

	it('writes a phone number as what it is', () => {
		const recipient = { kind: 'phoneNumber', value: '41793026727' } as const;
		const message = { ...messageOf({ type: 'text', text: 'Hi' }), recipient };
		expect(written(message)).toMatchObject({ to: { phoneNumber: '41793026727' } });
	});

	it('writes the options', () => {
		const body = written(
			messageOf(
				{ type: 'text', text: 'Hi' },
				{
					callbackData: 'tenant-7',
					notificationType: 'SILENT_PUSH',
					validityPeriod: { amount: 2, unit: 'HOURS' },
				},
			),
		);
		expect(body).toEqual({
			...ends,
			type: 'TEXT',
			text: 'Hi',
			callbackData: 'tenant-7',
			notificationType: 'SILENT_PUSH',
			validityPeriod: 2,
			validityPeriodTimeUnit: 'HOURS',
		});
	});

	describe('with a custom body', () => {
		const withBody = (body: Record<string, string>) => written(messageOf({ type: 'custom', body }));

		it('adds sender and recipient where the body has none', () => {
			expect(withBody({ type: 'STICKER' })).toEqual({ ...ends, type: 'STICKER' });
		});

		it('lets the body have the last word', () => {
			expect(withBody({ from: 'OTHER', to: 'someone' })).toEqual({ from: 'OTHER', to: 'someone' });
		});

		it('does not name the sender twice', () => {
			expect(withBody({ applicationKey: 'OTHER' })).toEqual({
				applicationKey: 'OTHER',
				to: USER_KEY,
			});
		});

		it('names no recipient where there is none', () => {
			const message = { ...messageOf({ type: 'custom', body: {} }), recipient: undefined };
			expect(written(message)).toEqual({ from: SENDER_KEY });
		});
	});
});
