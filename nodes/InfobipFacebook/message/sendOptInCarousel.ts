import { listJsonOption, listProperty, readList, type ListField } from '../../form/listField';
import { optInLook, optInValues, readOptInLook, toOptInCard } from './optIn';
import { OPT_IN_CARDS, OPT_IN_TITLE } from '../../../infobip/message/contentLimits';
import { sendOperation } from './sendOperation';

const invitationsList: ListField = {
	name: 'optInCards',
	displayName: 'Invitations',
	entry: 'card',
	entryName: 'Invitation',
	description: 'The topics that the customer can agree to: one to five',
	initial: { card: [{ title: '', payload: '' }] },
	values: optInValues,
	example:
		'[\n  { "title": "News about blue mugs", "payload": "NEWS:mugs", "callToAction": "GET_UPDATES" }\n]',
};

export const sendOptInCarousel = sendOperation({
	option: {
		name: 'Send Opt-In Carousel',
		value: 'sendOptInCarousel',
		action: 'Ask to opt in to one of several topics',
		description: 'Ask the customer to agree to get messages on one of up to five topics',
	},
	limits: `There are at most ${OPT_IN_CARDS} topics, with titles of at most ${OPT_IN_TITLE} characters.`,
	contentProperties: [listProperty(invitationsList), ...optInLook],
	contentOptions: [listJsonOption(invitationsList)],
	compose: ({ form }) => ({
		type: 'optInCarousel',
		cards: readList(form, invitationsList).map(toOptInCard),
		...readOptInLook(form),
	}),
});
