import type { FieldPath } from '../errors';
import type { Content } from '../message/message';
import { violatedField } from '../messenger/violatedField';

/** As `violatedField`, for the steps of failover and what the Messages API names in its own way. */
export function violatedStep(
	property: string,
	contentType: Content['type'] | undefined,
): FieldPath | undefined {
	const path = property.replace(/^messages\[\d+\]\./, '');
	return failoverField(path) ?? REGIONAL[path] ?? violatedField(asMessenger(path), contentType);
}

const REGIONAL: Readonly<Record<string, FieldPath>> = {
	'options.regional.indiaDlt.principalEntityId': ['principalEntityId'],
	'options.regional.southKorea.title': ['southKoreaTitle'],
};

/** What a step of the Messages API calls its members, and our words for them. */
const STEP_FIELDS: Readonly<Record<string, string>> = {
	channel: 'channel',
	sender: 'sender',
	validityPeriod: 'tryFor',
	template: 'templateName',
	content: 'content',
};

/** A step, or an address in the list by channel, in which Messenger comes first. */
function failoverField(path: string): FieldPath | undefined {
	const [, step, member = ''] = /^failover\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
	if (step !== undefined) {
		const field = STEP_FIELDS[member];
		return ['failover', Number(step), ...(field === undefined ? [] : [field])];
	}
	const [, place] = /^destinations\[\d+\]\.byChannel\[(\d+)\]/.exec(path) ?? [];
	if (place === undefined) return undefined;
	return place === '0' ? ['to'] : ['failover', Number(place) - 1, 'recipient'];
}

/** The Messenger API's name of the same member, or our own. */
function asMessenger(path: string): string {
	return path
		.replace(/^content\.body\./, 'content.')
		.replace(/\.body\./, '.')
		.replace(/(buttons\[\d+\])\.text$/, '$1.title')
		.replace(/\.postbackData$/, '.payload')
		.replace(/(cards\[\d+\])\.text$/, '$1.subtitle')
		.replace(/(cards\[\d+\])\.url$/, '$1.imageUrl');
}
