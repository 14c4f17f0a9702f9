import { list, object, oneOf, text, variants } from '../platform/shape.mts';

// Members and limits of this file are documented.

const button = variants({
	URL: object({ title: text(), url: text() }),
	POSTBACK: object({ title: text(), payload: text() }),
	CALL: object({ title: text({ max: 20 }), payload: text() }),
});

const card = object(
	{ title: text({ max: 80 }) },
	{
		subtitle: text({ max: 80 }),
		imageUrl: text(),
		defaultAction: object({ url: text() }),
		buttons: list(button, { max: 3 }),
	},
);
const cards = list(card, { min: 1, max: 10 });

const imageAspectRatio = oneOf('SQUARE', 'HORIZONTAL');
const optInButton = oneOf('ALLOW', 'GET', 'GET_UPDATES', 'OPT_IN', 'SIGN_UP');
const optInTitle = text({ max: 65 });

const optInCard = object(
	{ payload: text(), title: optInTitle },
	{ imageUrl: text(), notificationMessagesCtaText: optInButton },
);

/** The payload of a content of type TEMPLATE. */
export const templateShape = variants({
	BUTTON: object({ text: text(), buttons: list(button, { min: 1 }) }),
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
		{ elements: list(optInCard, { min: 1, max: 5 }) },
		{ imageAspectRatio, notificationMessagesTimezone: text() },
	),
	MARKETING_MESSAGE: object({ elements: cards }),
});
