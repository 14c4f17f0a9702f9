import {
	InvalidInput,
	ConnectionError,
	ApiError,
	OutcomeUnknown,
} from '../../../infobip/errors.ts';
import { MessageRejected } from '../../../infobip/sending/MessageRejected.ts';
import { writtenBody, type Transport } from '../../../infobip/call/client.ts';
import { checkMessage } from '../../../infobip/outbound/checkMessage.ts';
import type { OutboundMessage } from '../../../infobip/message/message.ts';
import type { SentMessage } from '../../../infobip/sending/sentMessage.ts';
import { failed } from '../../../infobip/sending/outcome.ts';
import { sendAll } from '../../../infobip/sending/sendAll.ts';
import { messageOf, SENDER_KEY, USER_KEY } from '../outboundMessage.mts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';
import { sendingOptions } from './sendingOptions.mts';

const hello = messageOf({ type: 'text', text: 'Hello' });
const strictly = { returnRejected: false };

/** One message, checked and sent as the node sends those of its items. */
async function send(
	transport: Transport,
	message: OutboundMessage,
	choice: { returnRejected: boolean },
): Promise<SentMessage | undefined> {
	checkMessage(message);
	const [outcome] = await sendAll(transport, [[message]], sendingOptions(choice));
	if (outcome && 'sent' in outcome) return outcome.sent[0];
	throw failed(outcome) ? outcome.error : new Error('It was not tried');
}

describe('send, from an application', () => {
	it('posts the message once and gives Infobip’s answer', async () => {
		const status = { groupId: 1, groupName: 'PENDING', id: 7, name: 'PENDING_ENROUTE' };
		const answer = { to: USER_KEY, messageCount: 1, messageId: 'm-1', status };
		const { transport, requests } = answering({ body: JSON.stringify(answer) });
		expect(await send(transport, hello, strictly)).toMatchObject({
			to: USER_KEY,
			messageId: 'm-1',
			status: 'PENDING',
			details: { messageCount: 1, statusName: 'PENDING_ENROUTE' },
		});
		expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'POST /facebook/1/single',
		]);
		expect(JSON.parse(writtenBody(requests[0]!))).toEqual({
			from: SENDER_KEY,
			to: USER_KEY,
			type: 'TEXT',
			text: 'Hello',
		});
	});

	it('sends nothing where the message is over a limit', async () => {
		const { transport, requests } = answering();
		const message = messageOf({ type: 'text', text: 'x'.repeat(2001) });
		expect(await rejectionOf(send(transport, message, strictly))).toBeInstanceOf(InvalidInput);
		expect(requests).toEqual([]);
	});

	it('throws MessageRejected where Infobip takes the request and turns the message down', async () => {
		const status = {
			groupId: 5,
			groupName: 'REJECTED',
			id: 12,
			name: 'REJECTED_NOT_ENOUGH_CREDITS',
		};
		const { transport } = answering({ body: JSON.stringify({ to: USER_KEY, status }) });
		const error = await rejectionOf(send(transport, hello, strictly));
		expect(error).toBeInstanceOf(MessageRejected);
		expect(error).toMatchObject({ reason: 'REJECTED_NOT_ENOUGH_CREDITS' });
	});

	it('gives the answer all the same where that is asked for', async () => {
		const status = { groupId: 5, groupName: 'REJECTED', id: 10, name: 'REJECTED_DND' };
		const { transport } = answering({ body: JSON.stringify({ to: USER_KEY, status }) });
		expect(await send(transport, hello, { returnRejected: true })).toMatchObject({
			status: 'REJECTED',
		});
	});

	it.each([
		[400, ApiError],
		[401, ApiError],
		[429, ApiError],
		[408, OutcomeUnknown],
		[500, OutcomeUnknown],
		[503, OutcomeUnknown],
	])('does not send again after status %i', async (status, kind) => {
		const { transport, requests } = answering({ status });
		expect(await rejectionOf(send(transport, hello, strictly))).toBeInstanceOf(kind);
		expect(requests).toHaveLength(1);
	});

	it('does not send again after a connection that broke', async () => {
		const broken = new ConnectionError('send', 'https://api.infobip.com', 'reset');
		const { transport, requests } = answering(broken);
		expect(await rejectionOf(send(transport, hello, strictly))).toBeInstanceOf(OutcomeUnknown);
		expect(requests).toHaveLength(1);
	});
});
