import { optInLook, optInValues, readOptInLook, toOptInCard } from './optIn';
import { OPT_IN_TITLE } from '../../../infobip/message/contentLimits';
import { sendOperation } from './sendOperation';

export const sendOptIn = sendOperation({
	option: {
		name: 'Send Opt-In Request',
		value: 'sendOptIn',
		action: 'Ask to opt in to messages',
		description: 'Ask the customer to agree to get messages on a topic later',
	},
	limits: `The title has at most ${OPT_IN_TITLE} characters.`,
	contentProperties: [...optInValues, ...optInLook],
	compose: ({ form }) => ({
		type: 'optIn',
		...toOptInCard(form),
		...readOptInLook(form),
	}),
});
