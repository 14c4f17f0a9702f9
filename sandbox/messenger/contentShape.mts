import { number, object, oneOf, text, variants } from '../platform/shape.mts';
import type { TypeOf } from '../platform/shape.mts';
import { templateShape } from './templateShape.mts';

// Members and limits of this file are documented.

const media = object({ url: text({ max: 800 }) });

/** What can be sent as it is, and as an answer to a comment or a post. */
const bodyKinds = {
	TEXT: object({ text: text({ max: 2000 }) }),
	IMAGE: object({ url: text({ max: 1000 }) }),
	VIDEO: media,
	AUDIO: media,
	DOCUMENT: media,
	LOCATION: object(
		{ latitude: number({ min: -90, max: 90 }), longitude: number({ min: -180, max: 180 }) },
		{ name: text(), address: text() },
	),
	SENDER_ACTION: object({ senderAction: oneOf('MARK_SEEN', 'TYPING_ON', 'TYPING_OFF') }),
	TEMPLATE: object({ payload: templateShape }),
};
const answer = object({ content: variants(bodyKinds) });

export const contentShape = variants({
	...bodyKinds,
	COMMENT: answer,
	POST: answer,
	OPT_IN_FOLLOWUP: object({ text: text() }),
	MARKETING_MESSAGE: object({
		campaignId: text(),
		content: variants({
			TEXT: object({ payload: object({ text: text({ max: 2000 }) }) }),
			TEMPLATE: object({ payload: templateShape }),
		}),
	}),
});

export type SentContent = TypeOf<typeof contentShape>;

export const quickReplyShape = variants({
	TEXT: object({ title: text({ max: 20 }), payload: text({ max: 1000 }) }, { imageUrl: text() }),
	PHONE_NUMBER: object({}),
	EMAIL: object({}),
});
