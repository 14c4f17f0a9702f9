import type { FieldPath } from '../../infobip/errors';

/** What the form calls the fields of an outbound message and of a request. */
const LABELS: Readonly<Record<string, string>> = {
	actionKey: 'Action',
	additionalFields: 'Additional Fields (JSON)',
	address: 'Address',
	acceptedReply: 'Accepted Reply',
	appId: 'App ID',
	appSecret: 'App Secret',
	applicationId: 'Platform Application ID',
	applicationKey: 'Application',
	approveLabel: 'Approve Button Label',
	batchSize: 'Batch Size',
	body: 'JSON',
	binaryField: 'Input Data Field Name',
	bulkId: 'Bulk ID',
	buttons: 'Buttons',
	callToAction: 'Call to Action',
	callbackData: 'Callback Data',
	campaignReferenceId: 'Campaign Reference ID',
	cards: 'Cards',
	choices: 'Choices',
	checkWhat: 'What to Check',
	configurationKey: 'Configuration',
	defaultUrl: 'Default Link',
	deliveryTimeWindow: 'Delivery Time Window',
	deliveryUrl: 'Delivery Report URL',
	disapproveLabel: 'Disapprove Button Label',
	entityId: 'Platform Entity ID',
	days: 'Days',
	forwardUrl: 'Forward URL',
	from: 'From',
	ifTooLong: 'If Too Long',
	imageAspectRatio: 'Image Aspect Ratio',
	imageUrl: 'Image URL',
	intermediateReport: 'Intermediate Reports',
	latitude: 'Latitude',
	limit: 'Limit',
	limitWaitTime: 'Limit Wait Time',
	linkExpiresAfter: 'Link Expires After (Hours)',
	locationName: 'Location Name',
	longitude: 'Longitude',
	maxRepeats: 'Max Times to Ask Again',
	message: 'Message',
	maxParts: 'Max Parts',
	mediaFrom: 'From',
	messageId: 'Message ID',
	optInCards: 'Invitations',
	pageAccessToken: 'Page Access Token',
	pageId: 'Page ID',
	parallelSends: 'Parallel Sends',
	payload: 'Payload',
	phoneNumber: 'Phone Number',
	quickReplies: 'Quick Replies',
	responseType: 'Response Type',
	readFrom: 'Read From',
	receiveThrough: 'Receive Through',
	retryFor: 'Retry For (Seconds)',
	seenUrl: 'Seen Report URL',
	sendAt: 'Send At',
	sentSince: 'Sent Since',
	sentUntil: 'Sent Until',
	sendFrom: 'Send From',
	senderAction: 'Show',
	sendingSpeed: 'Sending Speed',
	showTyping: 'Show Typing First',
	smsFailoverSender: 'SMS Failover Sender',
	smsFailoverText: 'SMS Failover Text',
	subtitle: 'Subtitle',
	text: 'Text',
	textFormat: 'Text Format',
	timezone: 'Time Zone',
	title: 'Title',
	to: 'To',
	type: 'Type',
	typingTime: 'Show Typing For (Seconds)',
	url: 'URL',
	userKey: 'User Key',
	validityPeriod: 'Validity Period',
	value: 'Value',
};

const SINGULAR: Readonly<Record<string, string>> = {
	buttons: 'button',
	cards: 'card',
	choices: 'choice',
	optInCards: 'invitation',
	quickReplies: 'quick reply',
};

/**
 * A field as a person finds it in the form: `['buttons', 1, 'title']` is "'Title' of button 2".
 */
export function labelOf(field: FieldPath): string {
	const [first, index, ...rest] = field;
	if (typeof first !== 'string') return 'The input';
	if (typeof index === 'string') return `${labelOf([index])} of ${labelOf([first])}`;
	if (index === undefined) return `'${labelOfOne(first)}'`;
	const entry = `${SINGULAR[first] ?? first} ${index + 1}`;
	return rest.length === 0 ? `${capitalized(entry)}` : `${labelOf(rest)} of ${entry}`;
}

/** A list may be given as JSON, by an option of its own. */
function labelOfOne(name: string): string {
	const known = LABELS[name];
	if (known !== undefined) return known;
	const list = LABELS[name.replace(/Json$/, '')];
	return list === undefined ? name : `${list} (JSON)`;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
