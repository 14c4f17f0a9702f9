import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { checkQuestion } from '../../../infobip/conversation/question';
import { customerKey } from '../../../infobip/conversation/reference';
import { InvalidInput, type FieldPath } from '../../../infobip/errors';
import { checkMessage } from '../../../infobip/outbound/checkMessage';
import type { OutboundMessage } from '../../../infobip/message/message';
import type { FailedOutcome } from '../../../infobip/sending/outcome';
import type { Connection } from '../../connection/connection';
import type { WaitOperation } from '../operation';
import type { OperationCall } from '../OperationCall';
import { sendItems } from '../sendItems';
import { questionMessage, type Asking } from './questionMessage';
import { askedAt, currentRun, signer } from './signature';
import { waitUntil } from './waitUntil';

/** What n8n 1.x has and needs: without it, it resumes whatever the signature. */
interface SignatureCheck {
	setSignatureValidationRequired?(): void;
}

/** The items that n8n passes on if nobody answers in time, or why nothing was asked. */
export type AskOutcome = { readonly passedOn: INodeExecutionData[] } | FailedOutcome;

/**
 * Sends the question and puts the execution to wait. Everything that may fail comes before the wait.
 */
export async function askAndWait(
	context: IExecuteFunctions,
	connection: Connection,
	operation: WaitOperation,
	call: OperationCall,
): Promise<AskOutcome> {
	try {
		const items = context.getInputData();
		if (items.length > 1) throw tooManyItems(context, items.length);
		const until = waitUntil(call.form, Date.now());
		const message = compose(context, operation.ask(call));
		(context as SignatureCheck).setSignatureValidationRequired?.();
		const sending = { ...operation, compose: () => message };
		const [outcome] = await sendItems(context, connection, sending, 1, () => call);
		if (outcome !== undefined && 'error' in outcome) return outcome;
		await context.putExecutionToWait(until);
		return { passedOn: items };
	} catch (error) {
		return { error: inTermsOfForm(error) };
	}
}

function compose(context: IExecuteFunctions, asking: Asking): OutboundMessage {
	checkQuestion(asking.question, asking.sender.kind);
	const run = currentRun(context);
	const query = {
		run,
		askedAt: askedAt(context, run, Date.now()),
		customer: customerKey(asking.sender, asking.userKey),
		step: 0,
	};
	const message = questionMessage(asking, query, signer(context));
	checkMessage(message);
	return message;
}

/** The message's own names for its fields are not those of this form. */
function inTermsOfForm(error: unknown): unknown {
	if (!(error instanceof InvalidInput)) return error;
	return new InvalidInput(
		error.violations.map(({ field, problem }) => ({ field: fieldOfForm(field), problem })),
	);
}

function fieldOfForm([first, ...rest]: FieldPath): FieldPath {
	if (first === 'text') return ['message'];
	return first === 'quickReplies' || first === 'buttons'
		? ['choices', ...rest]
		: [first ?? '', ...rest];
}

function tooManyItems(context: IExecuteFunctions, count: number): NodeOperationError {
	return new NodeOperationError(
		context.getNode(),
		`'Send and Wait for Response' asks one customer at a time, and there are ${count} input items`,
		{
			description:
				'Add a Loop Over Items node with a Batch Size of 1 in front of this node, so that each item is asked in its turn. n8n waits once for all items of a run. Nothing was sent.',
		},
	);
}
