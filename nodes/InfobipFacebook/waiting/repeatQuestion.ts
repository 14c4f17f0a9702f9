import { sleep, type IWebhookFunctions } from 'n8n-workflow';

import type { Question } from '../../../infobip/conversation/question';
import type { SignedQuery } from '../../../infobip/conversation/reference';
import type { Reply } from '../../../infobip/conversation/reply';
import type { ReplyKind } from '../../../infobip/conversation/replyKinds';
import { ApiError } from '../../../infobip/errors';
import type { Sender } from '../../../infobip/message/message';
import { apiOf } from '../../../infobip/outbound/apiOf';
import { checkMessage } from '../../../infobip/outbound/checkMessage';
import { MessageRejected } from '../../../infobip/sending/MessageRejected';
import { failed } from '../../../infobip/sending/outcome';
import { sendAll } from '../../../infobip/sending/sendAll';
import { connect } from '../../connection/connection';
import type { Form } from '../../form/form';
import { offersOf } from '../message/sendAndWait';
import { questionMessage } from './questionMessage';
import { signer } from './signature';

/** n8n holds the reply's call open meanwhile. Milliseconds. */
const RETRY_FOR_MS = 10_000;

const OTHERWISE: Readonly<Record<ReplyKind | 'choice', string>> = {
	any: 'Please send a message.',
	attachment: 'Please send an image or a file.',
	choice: 'Please choose one of the options below.',
	date: 'Please send a date, such as 2026-12-24.',
	email: 'Please send an e-mail address, such as jane@example.com.',
	location: 'Please send your location.',
	number: 'Please send a number, such as 12.',
	phone: 'Please send a phone number, such as +38591234567.',
	text: 'Please send a text.',
};

/** Asks the customer who has replied again, or for the reason of a decline. */
export async function repeatQuestion(
	context: IWebhookFunctions,
	form: Form,
	question: Question,
	reply: Reply,
	query: SignedQuery,
): Promise<'sent' | 'unknown' | 'refused'> {
	const connection = await connect(context);
	// The reply's Page and customer are those that were asked: the signature vouches for them.
	const choice = form.nodeChoice('sendFrom');
	const sender: Sender =
		connection.through(choice) === 'page'
			? { kind: 'page', id: reply.to }
			: connection.sender(choice);
	const text = query.step === 'reason' ? reasonQuestion(form) : otherwise(form, question);
	const asking = { sender, userKey: reply.from, text, question, offers: offersOf(form, question) };
	const message = questionMessage(asking, query, signer(context));
	checkMessage(message);
	const [outcome] = await sendAll(connection.transport, [[message]], {
		apiOf,
		batchSize: 1,
		parallel: 1,
		resendUnknown: false,
		returnRejected: false,
		stopOnFailure: true,
		// Its id is the reference of the question, and ours.
		messageIdOf: () => '',
		retryPolicy: {
			total: RETRY_FOR_MS,
			now: () => performance.now(),
			random: Math.random,
			pause: sleep,
		},
	});
	if (!failed(outcome)) return 'sent';
	const { error } = outcome;
	// Two replies to the same question: because of the first it has been asked again already.
	if (error instanceof MessageRejected && error.reason.includes('DUPLICATE_MESSAGE_ID'))
		return 'sent';
	const isRefused =
		error instanceof MessageRejected ||
		(error instanceof ApiError && error.status < 500 && error.status !== 429);
	context.logger.warn(`The question could not be asked again: ${String(error)}`);
	return isRefused ? 'refused' : 'unknown';
}

function reasonQuestion(form: Form): string {
	return form.options().optionalText('reasonQuestion') ?? 'Please tell us why.';
}

function otherwise(form: Form, question: Question): string {
	const usual = OTHERWISE[question.type === 'typed' ? question.accepts : 'choice'];
	return form.options().optionalText('otherwise') ?? usual;
}
