import { parseFieldPath, type FieldPath } from '../errors';
import type { Content } from '../message/message';

/** Ways in which Infobip names a field of a message, and our words for it. `#` is a number. */
const FIELDS: ReadonlyArray<readonly [string, FieldPath]> = [
	['sender', ['pageId']],
	['destinations[#].to', ['to']],
	['destinations[#].messageId', ['messageId']],
	['content.name', ['locationName']],
	['content.payload.imageAspectRatio', ['imageAspectRatio']],
	['content.payload.notificationMessagesTimezone', ['timezone']],
	['content.payload.notificationMessagesCtaText', ['callToAction']],
	['webhooks.delivery.url', ['deliveryUrl']],
	['webhooks.delivery.intermediateReport', ['intermediateReport']],
	['webhooks.seen.url', ['seenUrl']],
	['webhooks.callbackData', ['callbackData']],
	['options.platform.entityId', ['entityId']],
	['options.platform.applicationId', ['applicationId']],
	['options.campaignReferenceId', ['campaignReferenceId']],
	['options.schedule.bulkId', ['bulkId']],
	['options.schedule.sendAt', ['sendAt']],
];

/** Members whose parts are one field to us. */
const GROUPS: ReadonlyArray<readonly [RegExp, string]> = [
	[/^options\.validityPeriod\b/, 'validityPeriod'],
	[/^options\.deliveryTimeWindow\b/, 'deliveryTimeWindow'],
	[/^options\.schedule\.sendingSpeedLimit\b/, 'sendingSpeed'],
];

/**
 * The field that a violation of Infobip's is about: `messages[0].content.payload.buttons[1].title`
 * is `['buttons', 1, 'title']`. Undefined if it is none of a message's.
 *
 * @param contentType of the message, if it is known: two kinds have `elements`
 */
export function violatedField(
	property: string,
	contentType?: Content['type'],
): FieldPath | undefined {
	const path = property.replace(/^messages\[\d+\]\./, '');
	const pattern = path.replace(/\[\d+\]/g, '[#]');
	const known = FIELDS.find(([name]) => name === pattern);
	if (known) return known[1];
	const group = GROUPS.find(([expression]) => expression.test(path));
	if (group) return [group[1]];
	return contentField(path, contentType);
}

/** Content and quick replies have our own names, but for a few. */
function contentField(path: string, contentType?: Content['type']): FieldPath | undefined {
	const list = contentType === 'optInCarousel' ? 'optInCards' : 'cards';
	const ours = path
		.replace(/^content\.(payload\.)?/, '')
		.replace(/^elements\[/, `${list}[`)
		.replace(/\.notificationMessagesCtaText$/, '.callToAction')
		.replace(/\.defaultAction\.url$/, '.defaultUrl');
	return parseFieldPath(ours);
}
