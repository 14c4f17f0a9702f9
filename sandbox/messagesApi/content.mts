import { Type } from '@sinclair/typebox';
import { byType, closed, dateTime, formOf, oneOf, optionalText } from '../platform/schema.mts';

// Bodies and buttons of a free message. Members and limits are documented.

const latitude = Type.Number({ minimum: -90, maximum: 90 });
const longitude = Type.Number({ minimum: -180, maximum: 180 });
const name = optionalText(1000);
const postbackData = optionalText();

const button = byType({
	REPLY: Type.Object({ text: Type.String(), postbackData }, closed),
	OPEN_URL: Type.Object(
		{
			text: Type.String(),
			url: Type.String(),
			postbackData,
			openIn: Type.Optional(oneOf('BROWSER', 'WEBVIEW_FULL', 'WEBVIEW_HALF', 'WEBVIEW_TALL')),
		},
		closed,
	),
	DIAL_PHONE: Type.Object(
		{
			text: Type.String(),
			phoneNumber: Type.String({ pattern: '^\\+?[0-9]\\d{1,14}$' }),
			postbackData,
		},
		closed,
	),
	SHOW_LOCATION: Type.Object(
		{ text: Type.String(), latitude, longitude, name, postbackData },
		closed,
	),
	REQUEST_LOCATION: Type.Object({ text: optionalText(), postbackData }, closed),
	ADD_CALENDAR_EVENT: Type.Object(
		{
			text: Type.String(),
			postbackData,
			startTime: dateTime,
			endTime: dateTime,
			title: Type.String(),
			description: optionalText(),
		},
		closed,
	),
});
const buttons = Type.Optional(Type.Array(button));

const cardOptions = Type.Optional(
	Type.Object(
		{
			orientation: Type.Optional(oneOf('HORIZONTAL', 'VERTICAL')),
			alignment: Type.Optional(oneOf('LEFT', 'RIGHT')),
			height: Type.Optional(oneOf('SHORT', 'MEDIUM', 'TALL')),
		},
		closed,
	),
);

/** Bodies that more than one channel shows. */
const sharedBodies = {
	TEXT: Type.Object({ text: Type.String() }, closed),
	IMAGE: Type.Object({ url: Type.String(), text: optionalText() }, closed),
	VIDEO: Type.Object(
		{ url: Type.String(), text: optionalText(), thumbnailUrl: optionalText() },
		closed,
	),
	DOCUMENT: Type.Object(
		{ url: Type.String(), text: optionalText(), filename: optionalText() },
		closed,
	),
	LOCATION: Type.Object({ latitude, longitude, name, address: name }, closed),
	RICH_LINK: Type.Object(
		{
			redirectUrl: Type.String(),
			text: Type.String(),
			url: Type.String(),
			isVideo: Type.Optional(Type.Boolean()),
			thumbnailUrl: optionalText(),
			buttonText: optionalText(),
			cardOptions,
		},
		closed,
	),
	CAROUSEL: Type.Object(
		{
			cards: Type.Array(
				Type.Object(
					{
						body: Type.Object(
							{
								title: optionalText(),
								text: optionalText(),
								url: optionalText(),
								isVideo: Type.Optional(Type.Boolean()),
								thumbnailUrl: optionalText(),
								cardOptions,
							},
							closed,
						),
						buttons,
					},
					closed,
				),
			),
		},
		closed,
	),
	LIST: Type.Object(
		{
			text: Type.String(),
			subtext: optionalText(),
			imageUrl: optionalText(),
			sections: Type.Array(
				Type.Object(
					{
						sectionTitle: Type.String(),
						multipleSelection: Type.Optional(Type.Boolean()),
						items: Type.Array(
							Type.Object(
								{
									id: optionalText(),
									text: Type.String(),
									description: optionalText(),
									imageUrl: optionalText(),
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
	),
	STICKER: Type.Object({ reference: Type.String() }, closed),
};

/** Left open: the sandbox does not look into objects whose members only one channel reads. */
const open = Type.Object({});

/** Bodies of single channels. */
const rareBodies = {
	AUTHENTICATION_REQUEST: Type.Object(
		{
			text: Type.String(),
			scopes: Type.Optional(Type.Array(Type.String())),
			imageUrl: optionalText(),
		},
		closed,
	),
	CONTACT: Type.Object({ name: Type.String(), phoneNumber: Type.String() }, closed),
	PRODUCT: Type.Object(
		{
			text: optionalText(),
			catalogId: Type.String(),
			sections: Type.Array(
				Type.Object(
					{ title: optionalText(), productRetailerIds: Type.Array(Type.String()) },
					closed,
				),
			),
		},
		closed,
	),
	MIXED: Type.Object(
		{
			items: Type.Array(
				formOf(
					'url',
					Type.Object({ url: Type.String() }, closed),
					Type.Object({ text: Type.String() }, closed),
				),
			),
		},
		closed,
	),
	FLOW: Type.Object(
		{
			text: Type.String(),
			id: Type.String(),
			token: Type.String(),
			buttonText: Type.String(),
			mode: Type.Optional(oneOf('DRAFT', 'PUBLISHED')),
			action: byType({
				NAVIGATE: Type.Object(
					{
						payload: Type.Object(
							{
								screen: Type.String(),
								data: Type.Optional(Type.Record(Type.String(), open)),
							},
							closed,
						),
					},
					closed,
				),
				DATA_EXCHANGE: Type.Object({}, closed),
			}),
		},
		closed,
	),
	TIME_PICKER: Type.Object(
		{ text: Type.String(), subtext: optionalText(), imageUrl: optionalText(), event: open },
		closed,
	),
	ORDER_REQUEST: Type.Object(
		{
			text: Type.String(),
			subtext: optionalText(),
			imageUrl: optionalText(),
			order: Type.Optional(open),
			payment: open,
			shippings: Type.Optional(Type.Array(open)),
		},
		closed,
	),
	ORDER_STATUS: Type.Object(
		{
			title: optionalText(),
			id: Type.String(),
			orderType: Type.String(),
			orderStatus: Type.String(),
			description: optionalText(),
		},
		closed,
	),
	FORM: Type.Object(
		{
			text: Type.String(),
			imageUrl: optionalText(),
			pages: Type.Array(open),
			startPageIdentifier: Type.String({ maxLength: 20 }),
			isPrivate: Type.Optional(Type.Boolean()),
			showSummary: Type.Optional(Type.Boolean()),
		},
		closed,
	),
};

export const contentSchema = Type.Object(
	{
		header: Type.Optional(byType({ TEXT: Type.Object({ text: Type.String() }, closed) })),
		body: byType({ ...sharedBodies, ...rareBodies }),
		buttons,
		confirmationBody: Type.Optional(
			Type.Object(
				{ text: Type.String(), description: optionalText(), imageUrl: optionalText() },
				closed,
			),
		),
		senderDisplayInfo: Type.Optional(
			Type.Object({ name: optionalText(28), avatarUrl: optionalText() }, closed),
		),
		footer: Type.Optional(Type.Object({ text: Type.String() }, closed)),
	},
	closed,
);
