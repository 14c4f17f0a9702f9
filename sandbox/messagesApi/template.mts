import { Type } from '@sinclair/typebox';
import { byType, closed, optionalText } from '../platform/schema.mts';

// Templates and their values. Members and limits are documented.

/** A body or a header whose placeholders are members of their own, each with a text. */
const placeholders = Type.Object({}, { additionalProperties: Type.String() });
const media = Type.Object({ url: Type.String() }, closed);
const latitude = Type.Number({ minimum: -90, maximum: 90 });
const longitude = Type.Number({ minimum: -180, maximum: 180 });
const reply = Type.Object({ postbackData: Type.String() }, closed);
const link = Type.Object({ suffix: Type.String() }, closed);
const none = Type.Object({}, closed);
const productId = optionalText(3000);

export const templateSchema = Type.Object(
	{ templateName: Type.String(), language: optionalText(), referenceId: optionalText() },
	closed,
);

export const templateContentSchema = Type.Object(
	{
		header: Type.Optional(
			byType({
				TEXT: placeholders,
				DOCUMENT: Type.Object({ url: Type.String(), filename: Type.String() }, closed),
				IMAGE: media,
				VIDEO: media,
				LOCATION: Type.Object({ latitude, longitude }, closed),
			}),
		),
		body: Type.Optional(
			byType({
				TEXT: placeholders,
				CAROUSEL: Type.Object(
					{
						cards: Type.Array(
							Type.Object(
								{
									header: byType({ IMAGE: media, VIDEO: media }),
									body: Type.Optional(placeholders),
									buttons: Type.Optional(
										Type.Array(byType({ QUICK_REPLY: reply, OPEN_URL: link, PHONE_NUMBER: none })),
									),
								},
								closed,
							),
						),
					},
					closed,
				),
			}),
		),
		buttons: Type.Optional(
			Type.Array(
				byType({
					QUICK_REPLY: reply,
					OPEN_URL: link,
					PHONE_NUMBER: none,
					COPY_CODE: Type.Object({ code: Type.String({ maxLength: 15 }) }, closed),
					FLOW: Type.Object(
						{
							token: optionalText(3000),
							data: Type.Optional(Type.Record(Type.String(), Type.Object({}))),
						},
						closed,
					),
					CATALOG: Type.Object({ productId }, closed),
					MULTI_PRODUCT: Type.Object(
						{
							productId,
							sections: Type.Array(
								Type.Object(
									{
										title: Type.String({ maxLength: 24 }),
										productIds: Type.Array(Type.String()),
									},
									closed,
								),
								{ minItems: 1, maxItems: 10 },
							),
						},
						closed,
					),
				}),
			),
		),
		expirationTime: optionalText(),
	},
	closed,
);
