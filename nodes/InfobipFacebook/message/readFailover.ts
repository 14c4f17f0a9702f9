import { isObject, type JsonObject } from '../../../infobip/json';
import {
	DURATION_UNITS,
	RECIPIENT_TYPES,
	type FailoverStep,
	type RegionalOptions,
	type StepContent,
} from '../../../infobip/message/failover';
import type { MessageOptions } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import { failoverList } from './failoverFields';

type FailoverOptions = Pick<
	MessageOptions,
	'failover' | 'adaptToChannel' | 'reportEveryStep' | 'regional'
>;

/** Throws InvalidInput. */
export function readFailover(options: Form): FailoverOptions {
	refuseFormer(options);
	const steps = options.jsonList('failoverJson', failoverList) ?? options.list(failoverList);
	const failover = {
		failover: steps.map(stepOf),
		adaptToChannel: options.optionalFlag('adaptToChannel'),
		reportEveryStep: options.optionalFlag('reportEveryStep'),
		regional: regionalOf(options.group('regional', 'settings')),
	};
	// Without a step the others mean nothing, but what is wrong with them is reported anyway.
	return steps.length === 0 ? {} : failover;
}

function refuseFormer(options: Form): void {
	for (const name of ['smsFailoverText', 'smsFailoverSender']) {
		if (options.optionalText(name) === undefined) continue;
		options.refuse(
			name,
			'no longer exists, because it had no phone number to send to. Remove it, and add "Failover" with a step for SMS',
		);
	}
}

function stepOf(entry: Form): FailoverStep {
	const amount = entry.optionalNumber('tryFor');
	const unit = entry.optionalChoice('tryForUnit', DURATION_UNITS) ?? 'MINUTES';
	return {
		channel: entry.key('channel')?.toUpperCase() ?? '',
		sender: entry.key('sender') ?? '',
		recipient: entry.key('recipient') ?? '',
		content: contentOf(entry),
		validityPeriod: amount === undefined ? undefined : { amount, unit },
	};
}

const CONTENTS = ['same', 'text', 'media', 'template'] as const;
const MEDIA = ['image', 'video', 'file'] as const;

/** In JSON the members say by themselves what the content is. */
function contentOf(entry: Form): StepContent {
	switch (entry.optionalChoice('content', CONTENTS) ?? impliedContent(entry)) {
		case 'same':
			return { type: 'same' };
		case 'text':
			return { type: 'text', text: entry.text('text') };
		case 'media':
			return {
				type: entry.optionalChoice('mediaType', MEDIA) ?? 'image',
				url: entry.url('mediaUrl'),
				text: entry.optionalText('text'),
			};
		case 'template':
			return {
				type: 'template',
				name: entry.key('templateName') ?? '',
				language: entry.key('templateLanguage'),
				values: templateValues(entry),
			};
	}
}

function impliedContent(entry: Form): (typeof CONTENTS)[number] {
	if (entry.key('templateName') !== undefined) return 'template';
	if (entry.optionalUrl('mediaUrl') !== undefined) return 'media';
	return entry.optionalText('text') === undefined ? 'same' : 'text';
}

/** A list is numbered from 1, as WhatsApp numbers its placeholders. */
function templateValues(entry: Form): JsonObject | undefined {
	const json = entry.anyJson('templateValues');
	if (json === undefined || isObject(json)) return json;
	if (!Array.isArray(json)) {
		return entry.refuse('templateValues', 'must be a JSON array or object: [ … ] or { … }');
	}
	if (json.length === 0) return undefined;
	return Object.fromEntries(json.map((one, index) => [String(index + 1), one]));
}

function regionalOf(settings: Form | undefined): RegionalOptions | undefined {
	if (settings === undefined) return undefined;
	const [principalEntityId, contentTemplateId, telemarketerId] = [
		settings.key('principalEntityId'),
		settings.key('contentTemplateId'),
		settings.key('telemarketerId'),
	];
	const forIndia = [principalEntityId, contentTemplateId, telemarketerId].some(Boolean);
	const recipientType = settings.optionalChoice('recipientType', RECIPIENT_TYPES);
	const title = settings.optionalText('southKoreaTitle');
	const resellerCode = settings.optionalNumber('resellerCode');
	return {
		indiaDlt: forIndia
			? { principalEntityId: principalEntityId ?? '', contentTemplateId, telemarketerId }
			: undefined,
		turkeyIys: recipientType && {
			recipientType,
			brandCode: settings.optionalNumber('brandCode'),
		},
		southKorea:
			title === undefined && resellerCode === undefined ? undefined : { title, resellerCode },
	};
}
