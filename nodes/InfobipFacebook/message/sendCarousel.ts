import type { INodeProperties } from 'n8n-workflow';

import type { Card } from '../../../infobip/message/message';
import type { Form } from '../../form/form';
import { listJsonOption, listProperty, readList, type ListField } from '../../form/listField';
import { buttonValues, toButton } from './buttons';
import { BUTTON_TITLE, BUTTONS, CARD_TEXT, CARDS } from '../../../infobip/message/contentLimits';
import { sendOperation } from './sendOperation';

const cardButtons = { name: 'buttons', entry: 'button', values: buttonValues };

/** In their order on a card. */
const cardValues: INodeProperties[] = [
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		default: '',
		placeholder: 'e.g. Blue mug',
		description: 'At most 80 characters',
	},
	{
		displayName: 'Subtitle',
		name: 'subtitle',
		type: 'string',
		default: '',
		placeholder: 'e.g. 12 EUR',
		description: 'At most 80 characters',
	},
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/mug.png',
		description: 'Shown at the top of the card',
	},
	{
		displayName: 'Default Link',
		name: 'defaultUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/mug',
		description: 'Opened when the customer taps the card itself',
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: {
			multipleValues: true,
			sortable: true,
			fixedCollection: { itemTitle: '={{ $collection.item.value.title }}' },
		},
		default: {},
		placeholder: 'Add Button',
		description: 'Up to three buttons on the card',
		options: [{ displayName: 'Button', name: 'button', values: buttonValues }],
	},
];

const cardsList: ListField = {
	name: 'cards',
	displayName: 'Cards',
	entry: 'card',
	entryName: 'Card',
	description: 'The cards that the customer swipes through: one to ten',
	initial: { card: [{ title: '' }] },
	example:
		'[\n  {\n    "title": "Blue mug",\n    "subtitle": "12 EUR",\n    "imageUrl": "https://example.com/mug.png",\n    "defaultUrl": "https://example.com/mug",\n    "buttons": [{ "type": "postback", "title": "Buy", "payload": "BUY:mug" }]\n  }\n]',
	values: cardValues,
};

export const sendCarousel = sendOperation({
	option: {
		name: 'Send Carousel',
		value: 'sendCarousel',
		action: 'Send a carousel of cards',
		description: 'Send one to ten cards with picture, text and buttons, to swipe through',
	},
	limits: `A card has a title and a subtitle of at most ${CARD_TEXT} characters each, and at most ${BUTTONS} buttons with titles of at most ${BUTTON_TITLE} characters. There are at most ${CARDS} cards.`,
	contentProperties: [listProperty(cardsList)],
	contentOptions: [listJsonOption(cardsList)],
	allowsQuickReplies: true,
	compose: ({ form }) => ({ type: 'carousel', cards: readList(form, cardsList).map(toCard) }),
});

function toCard(entry: Form): Card {
	return {
		title: entry.text('title').trim(),
		subtitle: entry.optionalText('subtitle'),
		imageUrl: entry.optionalUrl('imageUrl'),
		defaultUrl: entry.optionalUrl('defaultUrl'),
		buttons: entry.list(cardButtons).map(toButton),
	};
}
