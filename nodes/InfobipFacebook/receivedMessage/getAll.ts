import type { INodeProperties } from 'n8n-workflow';

import { facebookInbox } from '../../../infobip/facebook/inbox';
import { messengerInbox } from '../../../infobip/messagesApi/pullSources';
import { limit, returnAll } from '../getMany';
import type { PullOperation } from '../operation';
import {
	includeRaw,
	onceOnlyNotice,
	planPull,
	platformFilters,
	readFrom,
	readPlatformFilter,
} from '../pulling';

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...platformFilters, includeRaw],
};

export const getAll: PullOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many received messages',
		description: 'Pull the messages that wait at Infobip. Each message is returned only once.',
	},
	properties: [readFrom, onceOnlyNotice('message'), returnAll, limit, options],
	plan(call) {
		const source =
			call.through('readFrom') === 'page'
				? messengerInbox(readPlatformFilter(call.form.options()))
				: facebookInbox;
		return planPull(call, source, 'messageReceived');
	},
};
