import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { closed, dateTime, formOf, integer, oneOf, optionalText } from '../platform/schema.mts';
import { CHANNELS, TEMPLATE_CHANNELS } from './channels.mts';
import { contentSchema } from './content.mts';
import { templateContentSchema, templateSchema } from './template.mts';

// The body of `POST /messages-api/1/messages`. Members and limits are documented.

const channel = oneOf(...CHANNELS);
const templateChannel = oneOf(...TEMPLATE_CHANNELS);
const messageId = optionalText(200);
const optionalOneOf = (...values: string[]) => Type.Optional(oneOf(...values));

const validityPeriod = Type.Optional(
	Type.Object(
		{
			amount: integer(),
			timeUnit: optionalOneOf('SECONDS', 'MINUTES', 'HOURS'),
		},
		closed,
	),
);

const byChannel = Type.Object(
	{
		messageId,
		byChannel: Type.Array(Type.Object({ channel, to: Type.String(), messageId }, closed)),
	},
	closed,
);
const simple = Type.Object({ to: Type.String(), messageId }, closed);

const stepMembers = { sender: optionalText(), validityPeriod };
const freeStep = Type.Object(
	{ channel, ...stepMembers, content: Type.Optional(contentSchema) },
	closed,
);
const templateStep = Type.Object(
	{
		channel: templateChannel,
		...stepMembers,
		template: templateSchema,
		content: Type.Optional(templateContentSchema),
	},
	closed,
);

const time = Type.Object(
	{
		hour: integer(0, 23),
		minute: integer(0, 59),
	},
	closed,
);
const day = oneOf('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY');

const regional = Type.Object(
	{
		indiaDlt: Type.Optional(
			Type.Object(
				{
					principalEntityId: Type.String(),
					contentTemplateId: optionalText(),
					telemarketerId: optionalText(),
				},
				closed,
			),
		),
		turkeyIys: Type.Optional(
			Type.Object(
				{
					recipientType: oneOf('BIREYSEL', 'TACIR'),
					brandCode: Type.Optional(integer()),
				},
				closed,
			),
		),
		southKorea: Type.Optional(
			Type.Object({ title: optionalText(66), resellerCode: Type.Optional(integer()) }, closed),
		),
	},
	closed,
);

const frame = {
	sender: optionalText(),
	destinations: Type.Array(formOf('byChannel', byChannel, simple)),
	options: Type.Optional(
		Type.Object(
			{
				platform: Type.Optional(
					Type.Object({ entityId: optionalText(255), applicationId: optionalText(255) }, closed),
				),
				validityPeriod,
				deliveryTimeWindow: Type.Optional(
					Type.Object(
						{ days: Type.Array(day), from: Type.Optional(time), to: Type.Optional(time) },
						closed,
					),
				),
				adaptationMode: Type.Optional(Type.Boolean()),
				regional: Type.Optional(regional),
				campaignReferenceId: optionalText(),
				transliteration: optionalOneOf(
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
				correlationData: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
				trafficType: optionalOneOf('PROMOTIONAL', 'TRANSACTIONAL'),
				sessionRate: Type.Optional(Type.Boolean()),
				primaryDevice: Type.Optional(Type.Boolean()),
			},
			closed,
		),
	),
	webhooks: Type.Optional(
		Type.Object(
			{
				delivery: Type.Optional(
					Type.Object(
						{
							url: optionalText(),
							intermediateReport: Type.Optional(Type.Boolean()),
							receiveTriggeredFailoverReports: Type.Optional(Type.Boolean()),
						},
						closed,
					),
				),
				seen: Type.Optional(Type.Object({ url: optionalText() }, closed)),
				contentType: optionalText(),
				callbackData: optionalText(4000),
			},
			closed,
		),
	),
	failover: Type.Optional(Type.Array(formOf('template', templateStep, freeStep))),
};

export const requestSchema = Type.Object(
	{
		messages: Type.Array(
			formOf(
				'template',
				Type.Object(
					{
						channel: templateChannel,
						template: templateSchema,
						content: Type.Optional(templateContentSchema),
						...frame,
					},
					closed,
				),
				Type.Object({ channel, content: contentSchema, ...frame }, closed),
			),
		),
		options: Type.Optional(
			Type.Object(
				{
					schedule: Type.Optional(
						Type.Object(
							{
								bulkId: optionalText(100),
								sendAt: Type.Optional(dateTime),
								sendingSpeedLimit: Type.Optional(
									Type.Object(
										{ amount: integer(), timeUnit: optionalOneOf('MINUTE', 'HOUR', 'DAY') },
										closed,
									),
								),
							},
							closed,
						),
					),
					tracking: Type.Optional(
						Type.Object(
							{
								shortenUrl: Type.Optional(Type.Boolean()),
								trackClicks: Type.Optional(Type.Boolean()),
								trackingUrl: optionalText(),
								removeProtocol: Type.Optional(Type.Boolean()),
								customDomain: optionalText(),
							},
							closed,
						),
					),
					messageOrdering: Type.Optional(
						Type.Object(
							{
								respectOrder: Type.Optional(Type.Boolean()),
								stopOnFailure: Type.Optional(Type.Boolean()),
							},
							closed,
						),
					),
				},
				closed,
			),
		),
	},
	closed,
);

export type MessagesRequest = Static<typeof requestSchema>;
export type RequestedChain = MessagesRequest['messages'][number];
export type RequestedStep = NonNullable<RequestedChain['failover']>[number];
export type Destination = RequestedChain['destinations'][number];
