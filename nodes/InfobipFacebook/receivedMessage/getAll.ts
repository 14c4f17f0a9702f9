import { facebookInbox } from '../../../infobip/facebook/inbox';
import { messengerInbox } from '../../../infobip/messenger/read';
import { parseReceivedMessage } from '../../../infobip/event/receivedMessage';
import { limit, returnAll } from '../getMany';
import type { CallOperation } from '../operation';
import { onceOnlyNotice, pullAll, pullOptions, readFrom } from '../pulling';

export const getAll: CallOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many received messages',
		description:
			'Pull the messages that wait at Infobip, oldest first. Each message is handed out once.',
	},
	properties: [readFrom, onceOnlyNotice('message'), returnAll, limit, pullOptions],
	async run(call) {
		const fromPages = call.through('readFrom') === 'page';
		return await pullAll(call, fromPages ? messengerInbox : facebookInbox, (result) =>
			parseReceivedMessage(result, call.connection.defaults.pageId),
		);
	},
};
