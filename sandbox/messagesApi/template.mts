import { Type } from '@sinclair/typebox';
import { byType, object, text } from '../platform/schema.mts';

// Templates and their values. Members and limits are documented.

/** A body or a header whose placeholders are members of their own, each with a text. */
const placeholders = Type.Object({}, { additionalProperties: Type.String() });
const media = object({ url: text() });
const latitude = Type.Number({ minimum: -90, maximum: 90 });
const longitude = Type.Number({ minimum: -180, maximum: 180 });
const reply = object({ postbackData: text() });
const link = object({ suffix: text() });
const none = object({});
const productId = text(3000);

export const templateSchema = object(
	{ templateName: text() },
	{ language: text(), referenceId: text() },
);

export const templateContentSchema = object(
	{},
	{
		header: byType({
			TEXT: placeholders,
			DOCUMENT: object({ url: text(), filename: text() }),
			IMAGE: media,
			VIDEO: media,
			LOCATION: object({ latitude, longitude }),
		}),
		body: byType({
			TEXT: placeholders,
			CAROUSEL: object({
				cards: Type.Array(
					object(
						{ header: byType({ IMAGE: media, VIDEO: media }) },
						{
							body: placeholders,
							buttons: Type.Array(
								byType({ QUICK_REPLY: reply, OPEN_URL: link, PHONE_NUMBER: none }),
							),
						},
					),
				),
			}),
		}),
		buttons: Type.Array(
			byType({
				QUICK_REPLY: reply,
				OPEN_URL: link,
				PHONE_NUMBER: none,
				COPY_CODE: object({ code: text(15) }),
				FLOW: object({}, { token: text(3000), data: Type.Record(Type.String(), Type.Object({})) }),
				CATALOG: object({}, { productId }),
				MULTI_PRODUCT: object(
					{
						sections: Type.Array(
							object({
								title: text(24),
								productIds: Type.Array(text()),
							}),
							{ minItems: 1, maxItems: 10 },
						),
					},
					{ productId },
				),
			}),
		),
		expirationTime: text(),
	},
);
