import { InvalidInput } from '../../../infobip/errors.ts';
import { checkMessage } from '../../../infobip/outbound/checkMessage.ts';
import {
	CHANNEL_NAMES,
	FAILOVER_CHANNELS,
	type FailoverStep,
} from '../../../infobip/message/failover.ts';
import type { Content, OutboundMessage } from '../../../infobip/message/message.ts';
import { phoneDigits } from '../../../infobip/messagesApi/failoverRules.ts';
import { labelOf } from '../../../nodes/connection/fieldLabel.ts';
import { chainOf, smsStep, text, whatsAppStep } from './steps.mts';

/** What is wrong, in the words of the form. */
function problems(message: OutboundMessage): string[] {
	try {
		checkMessage(message);
		return [];
	} catch (error) {
		if (!(error instanceof InvalidInput)) throw error;
		return error.violations.map(({ field, problem }) => `${labelOf(field)} ${problem}`);
	}
}

const step = (changes: Partial<FailoverStep>): FailoverStep => ({ ...smsStep, ...changes });
const buttons: Content = {
	type: 'buttons',
	text: 'Where to?',
	buttons: [{ type: 'postback', title: 'Home', payload: 'HOME' }],
};
const carousel: Content = { type: 'carousel', cards: [{ title: 'Mug', buttons: [] }] };
const url = 'https://example.com/a';

describe('failover', () => {
	it('takes steps of every kind', () => {
		const media = step({ channel: 'MMS', content: { type: 'image', url } });
		const own = step({ channel: 'RCS', content: { type: 'text', text: 'Hi' } });
		expect(problems(chainOf([smsStep, whatsAppStep, media, own]))).toEqual([]);
		expect(problems(chainOf([smsStep], buttons))).toEqual([]);
	});

	it.each<[string, OutboundMessage, RegExp]>([
		[
			'no recipient',
			chainOf([step({ recipient: ' ' })]),
			/^'Recipient' of failover step 1 is empty$/,
		],
		[
			'a recipient that is not a phone number',
			chainOf([step({ recipient: 'Ana' })]),
			/^'Recipient' of failover step 1 is not a phone number with country code/,
		],
		['no sender', chainOf([step({ sender: '' })]), /^'Sender' of failover step 1 is empty$/],
		[
			'a channel twice',
			chainOf([smsStep, smsStep]),
			/^'Channel' of failover step 2 is SMS, which an earlier step uses already/,
		],
		[
			'Messenger as a step',
			chainOf([step({ channel: 'MESSENGER' })]),
			/^'Channel' of failover step 1 is Messenger, where the message is sent first/,
		],
		['an unknown channel', chainOf([step({ channel: 'FAX' })]), /must be one of .*not "FAX"$/],
		['no channel', chainOf([step({ channel: '' })]), /^'Channel' of failover step 1 is empty$/],
		[
			'a carousel as an SMS',
			chainOf([smsStep], carousel),
			/^'Content' of failover step 1 is a carousel, which SMS cannot show/,
		],
		[
			'a template as an SMS',
			chainOf([step({ content: { type: 'template', name: 't' } })]),
			/^'Content' of failover step 1 is a template, and SMS has no templates/,
		],
		[
			'a template without a name',
			chainOf([{ ...whatsAppStep, content: { type: 'template', name: '' } }]),
			/^'Template Name' of failover step 1 is empty$/,
		],
		[
			'media without an address',
			chainOf([step({ content: { type: 'image', url: '' } })]),
			/^'Media URL' of failover step 1 is empty$/,
		],
		[
			'a step that is tried too shortly',
			chainOf([step({ validityPeriod: { amount: 9, unit: 'SECONDS' } })]),
			/^'Try For' of failover step 1 must be a whole number, at least 10 seconds/,
		],
		[
			'Messenger tried too long',
			chainOf([smsStep], text, { validityPeriod: { amount: 49, unit: 'HOURS' } }),
			/^'Validity Period' must be a whole number, at least 10 seconds/,
		],
		[
			'audio',
			chainOf([smsStep], { type: 'audio', url }),
			/^'Failover' cannot be used with this message: Infobip has no audio there/,
		],
		[
			'quick replies',
			{ ...chainOf(), quickReplies: [{ type: 'email' }] },
			/^'Failover' cannot be used with quick replies/,
		],
		[
			'a default link',
			chainOf([{ ...whatsAppStep }], {
				...carousel,
				cards: [{ title: 'Mug', buttons: [], defaultUrl: url }],
			}),
			/^'Default Link' of card 1 cannot be used with failover/,
		],
		[
			'a number that cannot be dialled',
			chainOf([smsStep], {
				...buttons,
				buttons: [{ type: 'call', title: 'Call', phoneNumber: '+385 91' }],
			}),
			/^'Phone Number' of button 1 is not a phone number of digits only/,
		],
		[
			'an application',
			{ ...chainOf(), sender: { kind: 'application', key: 'A1' } },
			/^'Failover' works only for messages from a Page/,
		],
		[
			'custom JSON',
			chainOf([smsStep], { type: 'custom', body: { content: {} } }),
			/^'Failover' cannot be used with this message: write "failover" into the JSON itself/,
		],
		[
			'SMS to India without an entity',
			chainOf([smsStep], text, { regional: { indiaDlt: { principalEntityId: '' } } }),
			/^'Principal Entity ID \(India\)' is empty$/,
		],
	])('refuses %s by name', (_what, message, problem) => {
		expect(problems(message)).toContainEqual(expect.stringMatching(problem));
	});

	it('leaves the length of a text to Infobip, which documents no limit', () => {
		const long = 'x'.repeat(50_000);
		for (const channel of FAILOVER_CHANNELS) {
			const ofOwn = step({ channel, content: { type: 'text', text: long } });
			expect(problems(chainOf([ofOwn]))).toEqual([]);
			const same = { type: 'text', text: 'x'.repeat(2000) } as const;
			expect(problems(chainOf([step({ channel, content: { type: 'same' } })], same))).toEqual([]);
		}
	});

	it('reads a phone number as people write it', () => {
		for (const written of ['385910000000', '+385 91 000-0000', '00385 (91) 0000000']) {
			expect(phoneDigits(written)).toBe('385910000000');
		}
		for (const wrong of ['', '091 000 0000', 'Ana', '+385 91 000 000 000 000']) {
			expect(phoneDigits(wrong)).toBeUndefined();
		}
	});
});

it('has the channels in the order of their names, as the form shows them', () => {
	const sorted = (names: readonly string[]) =>
		names.toSorted((one, other) => one.localeCompare(other));
	for (const names of [
		Object.values(CHANNEL_NAMES),
		FAILOVER_CHANNELS.map((channel) => CHANNEL_NAMES[channel]),
	]) {
		expect(names).toEqual(sorted(names));
	}
});
