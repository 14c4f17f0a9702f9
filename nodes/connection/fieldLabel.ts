import type { INode, INodeProperties } from 'n8n-workflow';

import type { FieldPath } from '../../infobip/errors';

/** The node whose form is meant. */
type FormOf = Pick<INode, 'type' | 'parameters'>;

/** By the name of the node type. */
const forms = new Map<string, readonly INodeProperties[]>();

/** Labels of fields as the forms have them, for those that `LABELS` does not name. */
const described = new Map<string, string>();

/** Makes the labels of a form known to the errors, those of options and entries of lists included. */
export function knowForm(nodeName: string, properties: readonly INodeProperties[]): void {
	forms.set(nodeName, properties);
	knowLabels(properties);
}

function knowLabels(properties: readonly INodeProperties[]): void {
	for (const { name, displayName, options = [] } of properties) {
		if (!described.has(name)) described.set(name, displayName);
		for (const option of options) {
			if ('values' in option) knowLabels(option.values);
			else if ('type' in option) knowLabels([option]);
		}
	}
}

/** What the form calls the fields of an outbound message and of a request. */
const LABELS: Readonly<Record<string, string>> = {
	acceptedReply: 'Accepted Reply',
	actionKey: 'Action',
	adaptToChannel: 'Adapt to Channel',
	additionalFields: 'Additional Fields (JSON)',
	address: 'Address',
	appId: 'App ID',
	appSecret: 'App Secret',
	applicationId: 'Platform Application ID',
	applicationKey: 'Application',
	approveLabel: 'Approve Button Label',
	batchSize: 'Batch Size',
	binaryField: 'Input Data Field Name',
	body: 'JSON',
	brandCode: 'Brand Code (Turkey)',
	bulkId: 'Bulk ID',
	buttons: 'Buttons',
	callbackData: 'Callback Data',
	callToAction: 'Call to Action',
	campaignReferenceId: 'Campaign Reference ID',
	cards: 'Cards',
	channel: 'Channel',
	checkWhat: 'What to Check',
	choices: 'Choices',
	configurationKey: 'Configuration',
	content: 'Content',
	days: 'Days',
	defaultUrl: 'Default Link',
	deliveryTimeWindow: 'Delivery Time Window',
	deliveryUrl: 'Delivery Report URL',
	disapproveLabel: 'Disapprove Button Label',
	entityId: 'Platform Entity ID',
	failover: 'Failover',
	failoverJson: 'Failover (JSON)',
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
	maxParts: 'Max Parts',
	maxRepeats: 'Max Times to Ask Again',
	mediaFrom: 'From',
	mediaType: 'Media Type',
	mediaUrl: 'Media URL',
	message: 'Message',
	messageId: 'Message ID',
	messageType: 'Message Type',
	optInCards: 'Invitations',
	pageAccessToken: 'Page Access Token',
	pageId: 'Page ID',
	payload: 'Payload',
	phoneNumber: 'Phone Number',
	principalEntityId: 'Principal Entity ID (India)',
	quickReplies: 'Quick Replies',
	readFrom: 'Read From',
	receiveThrough: 'Receive Through',
	recipient: 'Recipient',
	recipientType: 'Identify Recipient By',
	resellerCode: 'Reseller Code (South Korea)',
	responseType: 'Response Type',
	retryFor: 'Retry For (Seconds)',
	seenUrl: 'Seen Report URL',
	sendAt: 'Send At',
	sender: 'Page ID',
	senderAction: 'Show',
	sendFrom: 'Send From',
	sendingSpeed: 'Sending Speed',
	sentSince: 'Sent Since',
	sentUntil: 'Sent Until',
	showTyping: 'Show Typing First',
	smsFailoverSender: 'SMS Failover Sender',
	smsFailoverText: 'SMS Failover Text',
	southKoreaTitle: 'Title (South Korea)',
	subtitle: 'Subtitle',
	templateName: 'Template Name',
	templateValues: 'Template Values',
	text: 'Text',
	textFormat: 'Text Format',
	timezone: 'Time Zone',
	title: 'Title',
	to: 'To',
	tryFor: 'Try For',
	tryForUnit: 'Try For Unit',
	type: 'Type',
	typingTime: 'Show Typing For (Seconds)',
	userKey: 'User Key',
	url: 'URL',
	validityPeriod: 'Validity Period',
	value: 'Value',
};

/** Of fields within a list or group, whose names have another label elsewhere. */
const INNER_LABELS: Readonly<Record<string, string>> = {
	'failover.sender': 'Sender',
	'regional.recipientType': 'Recipient Type (Turkey)',
};

const SINGULAR: Readonly<Record<string, string>> = {
	buttons: 'button',
	cards: 'card',
	choices: 'choice',
	failover: 'failover step',
	optInCards: 'invitation',
	quickReplies: 'quick reply',
};

/**
 * A field as a person finds it in the form: `['buttons', 1, 'title']` is "'Title' of button 2".
 *
 * @param node whose form it is: `url` is "'Image URL'" to Send Image, and "'URL'" where no node is known
 */
export function labelOf(field: FieldPath, node?: FormOf): string {
	const [first, index, ...rest] = field;
	if (typeof first !== 'string') return 'The input';
	if (typeof index === 'string')
		return `${innerLabel(first, [index])} of ${labelOf([first], node)}`;
	if (index === undefined) {
		return `'${(node && labelInForm(first, node)) ?? labelOfOne(first)}'`;
	}
	const entry = `${SINGULAR[first] ?? first} ${index + 1}`;
	return rest.length === 0 ? `${capitalized(entry)}` : `${innerLabel(first, rest)} of ${entry}`;
}

/** Of a field, option or filter that the node's operation has. */
function labelInForm(name: string, { type, parameters }: FormOf): string | undefined {
	// n8n derives a tool and its human review from the node.
	const nodeName = type.replace(/^.*\./, '').replace(/(?:Hitl)?Tool$/, '');
	const shown = (forms.get(nodeName) ?? []).filter((field) => isShown(field, parameters));
	const options = shown.flatMap((field) =>
		field.type === 'collection' ? ((field.options ?? []) as INodeProperties[]) : [],
	);
	const fields = [...shown, ...options.filter((option) => isShown(option, parameters))];
	return fields.find((field) => field.name === name)?.displayName;
}

/** What decides which of several fields of one name the form has. */
const VARIANTS = ['resource', 'operation', 'messageType'];

function isShown({ displayOptions }: INodeProperties, parameters: FormOf['parameters']): boolean {
	return VARIANTS.every((name) => {
		const values: readonly unknown[] | undefined =
			displayOptions?.show?.[name] ?? displayOptions?.show?.[`/${name}`];
		return values === undefined || values.includes(parameters[name]);
	});
}

function innerLabel(list: string, field: FieldPath): string {
	const known = INNER_LABELS[[list, ...field].join('.')];
	return known === undefined ? labelOf(field) : `'${known}'`;
}

/** A list may be given as JSON, by an option of its own. */
function labelOfOne(name: string): string {
	const known = LABELS[name] ?? described.get(name);
	if (known !== undefined) return known;
	const list = LABELS[name.replace(/Json$/, '')];
	return list === undefined ? name : `${list} (JSON)`;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
