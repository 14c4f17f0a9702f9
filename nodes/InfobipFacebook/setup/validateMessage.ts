import { updateDisplayOptions, type IDataObject, type INodeProperties } from 'n8n-workflow';

import { InvalidInput, type FieldPath } from '../../../infobip/errors';
import { CHANNEL_NAMES, channelName } from '../../../infobip/message/failover';
import { checkMessage } from '../../../infobip/outbound/checkMessage';
import type { OutboundMessage } from '../../../infobip/message/message';
import { validateMessage as askInfobip, type Remark } from '../../../infobip/messagesApi/validate';
import { labelOf } from '../../connection/fieldLabel';
import { optionFields } from '../message/optionFields';
import { quickReplyOptions } from '../message/quickReplies';
import { sendButtons } from '../message/sendButtons';
import { sendCarousel } from '../message/sendCarousel';
import { senderProperties } from '../message/sender';
import { sendFile, sendImage, sendVideo } from '../message/sendMedia';
import { sendLocation } from '../message/sendLocation';
import { sendText } from '../message/sendText';
import type { CallOperation, SendOperation } from '../operation';
import type { OperationCall } from '../OperationCall';

/** What the Messages API carries, by what the form calls it. */
const SENDS: Readonly<Record<string, SendOperation>> = {
	Text: sendText,
	Buttons: sendButtons,
	Image: sendImage,
	File: sendFile,
	Video: sendVideo,
	Carousel: sendCarousel,
	Location: sendLocation,
};

const messageType: INodeProperties = {
	displayName: 'Message Type',
	name: 'messageType',
	type: 'options',
	options: Object.entries(SENDS).map(([name, { option }]) => ({ name, value: option.value })),
	default: 'sendText',
	description: 'What the message is, as in the operations of Message',
};

/** Fields of the sends, each shown for the types that have it. */
function byType(
	fieldsOf: (send: SendOperation) => readonly INodeProperties[],
	condition: 'messageType' | '/messageType',
): INodeProperties[] {
	const types = new Map<INodeProperties, string[]>();
	for (const send of Object.values(SENDS)) {
		for (const field of fieldsOf(send)) {
			types.set(field, [...(types.get(field) ?? []), send.option.value]);
		}
	}
	return [...types].flatMap(([field, values]) =>
		updateDisplayOptions({ show: { [condition]: values } }, [field]),
	);
}

const isOptions = ({ name }: INodeProperties): boolean => name === 'options';

/** What is above the options, but for sender and recipient, which all have. */
function contentFields({ properties }: SendOperation): readonly INodeProperties[] {
	return properties.filter((field) => !senderProperties.includes(field) && !isOptions(field));
}

/** Such as a list as JSON. Quick replies have no place in the Messages API. */
function contentOptions({ properties }: SendOperation): readonly INodeProperties[] {
	const options = (properties.find(isOptions)?.options ?? []) as INodeProperties[];
	const usual = [...optionFields, ...quickReplyOptions];
	return options.filter((field) => !usual.includes(field));
}

/** How requests are made, and what is shown before a message: nothing of it is sent. */
const NOT_ASKED = [
	'batchSize',
	'maxConcurrentRequests',
	'includeDetails',
	'returnRejected',
	'resendUnknown',
	'retryFor',
	'showTyping',
	'typingTime',
];

/** Failover depends on the operation, and all the types here can have it. */
function forAllTypes(field: INodeProperties): INodeProperties {
	const { '/operation': operations, ...show } = field.displayOptions?.show ?? {};
	return operations === undefined ? field : { ...field, displayOptions: { show } };
}

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		...byType(contentOptions, '/messageType'),
		...optionFields.filter(({ name }) => !NOT_ASKED.includes(name)).map(forAllTypes),
	],
};

export const validateMessage: CallOperation = {
	option: {
		name: 'Validate Message',
		value: 'validateMessage',
		action: 'Validate a message',
		description:
			'Ask Infobip what it would refuse or leave out, channel by channel. Nothing is sent.',
	},
	properties: [...senderProperties, messageType, ...byType(contentFields, 'messageType'), options],
	async run(call) {
		const composed = await sendOf(call).compose(call);
		const parts: readonly OutboundMessage[] = Array.isArray(composed) ? composed : [composed];
		const items: IDataObject[] = [];
		for (const message of parts) items.push(...(await findings(call, message)));
		return items;
	},
};

function sendOf({ form }: OperationCall): SendOperation {
	const chosen = form.key('messageType');
	const send = Object.values(SENDS).find(({ option }) => option.value === chosen);
	return send ?? form.refuse('messageType', `has no type "${chosen ?? ''}"`);
}

async function findings(
	{ connection }: OperationCall,
	message: OutboundMessage,
): Promise<IDataObject[]> {
	if (message.sender.kind !== 'page') {
		const problem = 'must be Page: only messages from a Page can be validated';
		throw new InvalidInput([{ field: ['sendFrom'], problem }]);
	}
	const own = ownRemarks(message);
	// What the node refuses never reaches Infobip, so Infobip is not asked about it.
	if (own.length > 0) {
		const steps = message.options.failover ?? [];
		return ['MESSENGER', ...steps.map(({ channel }) => channel)].map((channel, step) =>
			itemOf({ channel, step, refused: own.filter((one) => one.step === step), leftOut: [] }),
		);
	}
	return (await askInfobip(connection.transport, message)).map(itemOf);
}

interface OwnRemark extends Remark {
	readonly step: number;
}

function ownRemarks(message: OutboundMessage): OwnRemark[] {
	try {
		checkMessage(message);
		return [];
	} catch (error) {
		return remarksIn(violationsIn(error));
	}
}

/** Throws InvalidInput if something is wrong with the message itself, which is so on every channel. */
function remarksIn(violations: InvalidInput['violations']): OwnRemark[] {
	const ofSteps = violations.flatMap(({ field, problem }): OwnRemark[] => {
		const [first, index] = field;
		const isOfStep = first === 'failover' && typeof index === 'number';
		return isOfStep ? [{ step: index + 1, field, problem, property: '' }] : [];
	});
	if (ofSteps.length < violations.length) throw new InvalidInput(violations);
	return ofSteps;
}

function violationsIn(error: unknown): InvalidInput['violations'] {
	if (error instanceof InvalidInput) return error.violations;
	throw error;
}

interface Finding {
	readonly step: number;
	readonly channel: string;
	readonly refused: readonly Remark[];
	readonly leftOut: readonly Remark[];
}

function itemOf({ step, channel, refused, leftOut }: Finding): IDataObject {
	return {
		channel,
		name: Object.hasOwn(CHANNEL_NAMES, channel) ? channelName(channel) : channel,
		step,
		ok: refused.length === 0,
		refused: refused.map(remarkOf),
		leftOut: leftOut.map(remarkOf),
	};
}

function remarkOf({ field, property, problem }: Remark): IDataObject {
	return {
		field: field === undefined ? property : fieldText(field),
		problem,
		...(property === '' ? {} : { property }),
	};
}

const fieldText = (field: FieldPath): string => labelOf(field).replaceAll("'", '');
