import { Type } from '@sinclair/typebox';
import { byType, object, oneOf, text } from '../platform/schema.mts';
import { templateSchema } from './templateSchema.mts';

// Members and limits of this file are documented.

const media = object({ url: text(800) });

/** What can be sent as it is, and as an answer to a comment or a post. */
const bodyKinds = {
	TEXT: object({ text: text(2000) }),
	IMAGE: object({ url: text(1000) }),
	VIDEO: media,
	AUDIO: media,
	DOCUMENT: media,
	LOCATION: object(
		{
			latitude: Type.Number({ minimum: -90, maximum: 90 }),
			longitude: Type.Number({ minimum: -180, maximum: 180 }),
		},
		{ name: text(), address: text() },
	),
	SENDER_ACTION: object({ senderAction: oneOf('MARK_SEEN', 'TYPING_ON', 'TYPING_OFF') }),
	TEMPLATE: object({ payload: templateSchema }),
};
const answer = object({ content: byType(bodyKinds) });

export const contentSchema = byType({
	...bodyKinds,
	COMMENT: answer,
	POST: answer,
	OPT_IN_FOLLOWUP: object({ text: text() }),
	MARKETING_MESSAGE: object({
		campaignId: text(),
		content: byType({
			TEXT: object({ payload: object({ text: text(2000) }) }),
			TEMPLATE: object({ payload: templateSchema }),
		}),
	}),
});

export const quickReplySchema = byType({
	TEXT: object({ title: text(20), payload: text(1000) }, { imageUrl: text() }),
	PHONE_NUMBER: object({}),
	EMAIL: object({}),
});
