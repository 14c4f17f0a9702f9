import { facebookSend } from '../facebook/send';
import type { OutboundMessage } from '../message/message';
import { isForMessagesApi, messagesApiSend } from '../messagesApi/send';
import { messengerSend } from '../messenger/send';
import type { SendApi } from '../sending/sendApi';

/** The one place where the API of a message is chosen. */
export function apiOf(message: OutboundMessage): SendApi {
	switch (message.sender.kind) {
		case 'page':
			return isForMessagesApi(message) ? messagesApiSend : messengerSend;
		case 'application':
			return facebookSend;
	}
}
