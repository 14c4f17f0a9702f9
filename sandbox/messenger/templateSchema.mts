import { Type } from '@sinclair/typebox';
import { byType, object, oneOf, text } from '../platform/schema.mts';

// Members and limits of this file are documented.

const button = byType({
	URL: object({ title: text(), url: text() }),
	POSTBACK: object({ title: text(), payload: text() }),
	CALL: object({ title: text(20), payload: text() }),
});

const card = object(
	{ title: text(80) },
	{
		subtitle: text(80),
		imageUrl: text(),
		defaultAction: object({ url: text() }),
		buttons: Type.Array(button, { maxItems: 3 }),
	},
);
const cards = Type.Array(card, { minItems: 1, maxItems: 10 });

const imageAspectRatio = oneOf('SQUARE', 'HORIZONTAL');
const optInButton = oneOf('ALLOW', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP');
const optInTitle = text(65);

const optInCard = object(
	{ payload: text(), title: optInTitle },
	{ imageUrl: text(), notificationMessagesCtaText: optInButton },
);

/** The payload of a content of type TEMPLATE. */
export const templateSchema = byType({
	BUTTON: object({ text: text(), buttons: Type.Array(button, { minItems: 1 }) }),
	GENERIC: object({ elements: cards }),
	OPT_IN: object(
		{ payload: text() },
		{
			title: optInTitle,
			imageUrl: text(),
			imageAspectRatio,
			notificationMessagesTimezone: text(),
			notificationMessagesCtaText: optInButton,
		},
	),
	OPT_IN_CAROUSEL: object(
		{ elements: Type.Array(optInCard, { minItems: 1, maxItems: 5 }) },
		{ imageAspectRatio, notificationMessagesTimezone: text() },
	),
	MARKETING_MESSAGE: object({ elements: cards }),
});
