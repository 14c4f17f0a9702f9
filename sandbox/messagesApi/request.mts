import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import {
	deliveryTimeWindow,
	platform,
	regional,
	sendAt,
	sendingSpeedLimit,
	validityPeriod,
} from '../messenger/sendSchema.mts';
import { formOf, object, oneOf, text } from '../platform/schema.mts';
import { CHANNELS, TEMPLATE_CHANNELS } from './channels.mts';
import { contentSchema } from './content.mts';
import { templateContentSchema, templateSchema } from './template.mts';

// The body of `POST /messages-api/1/messages`. Members and limits are documented.

const channel = oneOf(...CHANNELS);
const templateChannel = oneOf(...TEMPLATE_CHANNELS);
const messageId = text(200);

const byChannel = object(
	{ byChannel: Type.Array(object({ channel, to: text() }, { messageId })) },
	{ messageId },
);
const simple = object({ to: text() }, { messageId });

const stepMembers = { sender: text(), validityPeriod };
const freeStep = object({ channel }, { ...stepMembers, content: contentSchema });
const templateStep = object(
	{ channel: templateChannel, template: templateSchema },
	{ ...stepMembers, content: templateContentSchema },
);

const frame = { destinations: Type.Array(formOf('byChannel', byChannel, simple)) };
const frameOptions = {
	sender: text(),
	options: object(
		{},
		{
			platform,
			validityPeriod,
			deliveryTimeWindow,
			adaptationMode: Type.Boolean(),
			regional,
			campaignReferenceId: text(),
			transliteration: oneOf(
				'NONE',
				'TURKISH',
				'GREEK',
				'CYRILLIC',
				'SERBIAN_CYRILLIC',
				'CENTRAL_EUROPEAN',
				'BALTIC',
				'NON_UNICODE',
				'PORTUGUESE',
				'COLOMBIAN',
				'BULGARIAN_CYRILLIC',
				'ALL',
			),
			correlationData: Type.String({ minLength: 1, maxLength: 100 }),
			trafficType: oneOf('PROMOTIONAL', 'TRANSACTIONAL'),
			sessionRate: Type.Boolean(),
			primaryDevice: Type.Boolean(),
		},
	),
	webhooks: object(
		{},
		{
			delivery: object(
				{},
				{
					url: text(),
					intermediateReport: Type.Boolean(),
					receiveTriggeredFailoverReports: Type.Boolean(),
				},
			),
			seen: object({}, { url: text() }),
			contentType: text(),
			callbackData: text(4000),
		},
	),
	failover: Type.Array(formOf('template', templateStep, freeStep)),
};

export const requestSchema = object(
	{
		messages: Type.Array(
			formOf(
				'template',
				object(
					{ channel: templateChannel, template: templateSchema, ...frame },
					{ content: templateContentSchema, ...frameOptions },
				),
				object({ channel, content: contentSchema, ...frame }, frameOptions),
			),
		),
	},
	{
		options: object(
			{},
			{
				schedule: object(
					{},
					{
						bulkId: text(100),
						sendAt,
						sendingSpeedLimit,
					},
				),
				tracking: object(
					{},
					{
						shortenUrl: Type.Boolean(),
						trackClicks: Type.Boolean(),
						trackingUrl: text(),
						removeProtocol: Type.Boolean(),
						customDomain: text(),
					},
				),
				messageOrdering: object(
					{},
					{ respectOrder: Type.Boolean(), stopOnFailure: Type.Boolean() },
				),
			},
		),
	},
);

export type MessagesRequest = Static<typeof requestSchema>;
export type RequestedChain = MessagesRequest['messages'][number];
export type RequestedStep = NonNullable<RequestedChain['failover']>[number];
export type Destination = RequestedChain['destinations'][number];
