import { Type } from '@sinclair/typebox';
import { byType, dateTime, formOf, object, oneOf, text } from '../platform/schema.mts';

// Bodies and buttons of a free message. Members and limits are documented.

const latitude = Type.Number({ minimum: -90, maximum: 90 });
const longitude = Type.Number({ minimum: -180, maximum: 180 });
const name = text(1000);
const postbackData = text();

const button = byType({
	REPLY: object({ text: text() }, { postbackData }),
	OPEN_URL: object(
		{ text: text(), url: text() },
		{ postbackData, openIn: oneOf('BROWSER', 'WEBVIEW_FULL', 'WEBVIEW_HALF', 'WEBVIEW_TALL') },
	),
	DIAL_PHONE: object(
		{ text: text(), phoneNumber: Type.String({ pattern: '^\\+?[0-9]\\d{1,14}$' }) },
		{ postbackData },
	),
	SHOW_LOCATION: object({ text: text(), latitude, longitude }, { name, postbackData }),
	REQUEST_LOCATION: object({}, { text: text(), postbackData }),
	ADD_CALENDAR_EVENT: object(
		{ text: text(), startTime: dateTime, endTime: dateTime, title: text() },
		{ postbackData, description: text() },
	),
});
const buttons = Type.Array(button);

const cardOptions = object(
	{},
	{
		orientation: oneOf('HORIZONTAL', 'VERTICAL'),
		alignment: oneOf('LEFT', 'RIGHT'),
		height: oneOf('SHORT', 'MEDIUM', 'TALL'),
	},
);

/** Bodies that more than one channel shows. */
const sharedBodies = {
	TEXT: object({ text: text() }),
	IMAGE: object({ url: text() }, { text: text() }),
	VIDEO: object({ url: text() }, { text: text(), thumbnailUrl: text() }),
	DOCUMENT: object({ url: text() }, { text: text(), filename: text() }),
	LOCATION: object({ latitude, longitude }, { name, address: name }),
	RICH_LINK: object(
		{ redirectUrl: text(), text: text(), url: text() },
		{ isVideo: Type.Boolean(), thumbnailUrl: text(), buttonText: text(), cardOptions },
	),
	CAROUSEL: object({
		cards: Type.Array(
			object(
				{
					body: object(
						{},
						{
							title: text(),
							text: text(),
							url: text(),
							isVideo: Type.Boolean(),
							thumbnailUrl: text(),
							cardOptions,
						},
					),
				},
				{ buttons },
			),
		),
	}),
	LIST: object(
		{
			text: text(),
			sections: Type.Array(
				object(
					{
						sectionTitle: text(),
						items: Type.Array(
							object({ text: text() }, { id: text(), description: text(), imageUrl: text() }),
						),
					},
					{ multipleSelection: Type.Boolean() },
				),
			),
		},
		{ subtext: text(), imageUrl: text() },
	),
	STICKER: object({ reference: text() }),
};

/** Left open: the sandbox does not look into objects whose members only one channel reads. */
const open = Type.Object({});

/** Bodies of single channels. */
const rareBodies = {
	AUTHENTICATION_REQUEST: object(
		{ text: text() },
		{ scopes: Type.Array(text()), imageUrl: text() },
	),
	CONTACT: object({ name: text(), phoneNumber: text() }),
	PRODUCT: object(
		{
			catalogId: text(),
			sections: Type.Array(object({ productRetailerIds: Type.Array(text()) }, { title: text() })),
		},
		{ text: text() },
	),
	MIXED: object({
		items: Type.Array(formOf('url', object({ url: text() }), object({ text: text() }))),
	}),
	FLOW: object(
		{
			text: text(),
			id: text(),
			token: text(),
			buttonText: text(),
			action: byType({
				NAVIGATE: object({
					payload: object({ screen: text() }, { data: Type.Record(Type.String(), open) }),
				}),
				DATA_EXCHANGE: object({}),
			}),
		},
		{ mode: oneOf('DRAFT', 'PUBLISHED') },
	),
	TIME_PICKER: object({ text: text(), event: open }, { subtext: text(), imageUrl: text() }),
	ORDER_REQUEST: object(
		{ text: text(), payment: open },
		{ subtext: text(), imageUrl: text(), order: open, shippings: Type.Array(open) },
	),
	ORDER_STATUS: object(
		{ id: text(), orderType: text(), orderStatus: text() },
		{ title: text(), description: text() },
	),
	FORM: object(
		{
			text: text(),
			pages: Type.Array(open),
			startPageIdentifier: text(20),
		},
		{ imageUrl: text(), isPrivate: Type.Boolean(), showSummary: Type.Boolean() },
	),
};

export const contentSchema = object(
	{ body: byType({ ...sharedBodies, ...rareBodies }) },
	{
		header: byType({ TEXT: object({ text: text() }) }),
		buttons,
		confirmationBody: object({ text: text() }, { description: text(), imageUrl: text() }),
		senderDisplayInfo: object({}, { name: text(28), avatarUrl: text() }),
		footer: object({ text: text() }),
	},
);
