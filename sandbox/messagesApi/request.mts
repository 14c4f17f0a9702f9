import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { CHANNELS, TEMPLATE_CHANNELS } from './channels.mts';
import type { Channel } from './channels.mts';
import { closed, contentSchema, dateTime, INT32, optionalText } from './content.mts';
import { templateContentSchema, templateSchema } from './template.mts';

// The body of `POST /messages-api/1/messages`. Members and limits are documented.

const channel = Type.Unsafe<Channel>({ enum: CHANNELS });
const templateChannel = Type.Unsafe<Channel>({ enum: TEMPLATE_CHANNELS });
const messageId = optionalText(200);
const oneOf = (...values: string[]) => Type.Optional(Type.Unsafe<string>({ enum: values }));

/** One of two forms; which of them is meant is told by the member that only one of them has. */
function formOf<S extends TSchema, T extends TSchema>(member: string, withIt: S, without: T) {
	return Type.Unsafe<Static<S> | Static<T>>({
		if: { type: 'object', required: [member] },
		then: withIt,
		else: without,
	});
}

const validityPeriod = Type.Optional(
	Type.Object(
		{
			amount: Type.Integer(INT32),
			timeUnit: oneOf('SECONDS', 'MINUTES', 'HOURS'),
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
		hour: Type.Integer({ minimum: 0, maximum: 23 }),
		minute: Type.Integer({ minimum: 0, maximum: 59 }),
	},
	closed,
);
const day = Type.Unsafe<string>({
	enum: ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'],
});

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
					recipientType: Type.Unsafe<string>({ enum: ['BIREYSEL', 'TACIR'] }),
					brandCode: Type.Optional(Type.Integer(INT32)),
				},
				closed,
			),
		),
		southKorea: Type.Optional(
			Type.Object(
				{ title: optionalText(66), resellerCode: Type.Optional(Type.Integer(INT32)) },
				closed,
			),
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
				correlationData: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
				trafficType: oneOf('PROMOTIONAL', 'TRANSACTIONAL'),
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
										{ amount: Type.Integer(INT32), timeUnit: oneOf('MINUTE', 'HOUR', 'DAY') },
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
