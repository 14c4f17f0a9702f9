/** Says in the editor's words what `infobip/` throws. The one place where that is done. */
import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import {
	InvalidInput,
	ConnectionError,
	MessageRejected,
	ApiError,
	OutcomeUnknown,
	UnexpectedAnswer,
	type ReachFailure,
	type Refusal,
	type Violation,
} from '../../infobip/errors';
import { violatedField } from '../../infobip/message/violatedField';
import { labelOf } from './fieldLabel';

export type NodeError = NodeApiError | NodeOperationError;

export interface ErrorContext {
	readonly node: INode;
	/** The input item; undefined where there are none, as in a trigger. */
	readonly itemIndex?: number;
	/** True where the message has to say which item it is about. */
	readonly amongOthers?: boolean;
}

/** The error for the person in the editor. Errors of n8n's own pass as they are. */
export function toNodeError(error: unknown, errorContext: ErrorContext): NodeError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		if (errorContext.amongOthers) error.message = numbered(error.message, errorContext);
		error.context.itemIndex ??= errorContext.itemIndex;
		return error;
	}
	if (error instanceof InvalidInput) {
		return operationError(errorContext, invalidInput(error.violations), 'Nothing was sent.');
	}
	if (error instanceof ApiError) return refused(error, errorContext);
	if (error instanceof ConnectionError) {
		const { message, advice } = notReached(error);
		return apiError(errorContext, { message, description: advice });
	}
	if (error instanceof OutcomeUnknown) {
		const { task, address, reason } = error;
		return apiError(errorContext, {
			message: `It is uncertain whether Infobip did ${task} (at ${address}): ${REACH_FAILURES[reason]}`,
			description:
				'Infobip may have carried it out all the same, and it cannot be found out here. Look into the reports, or ask the person, before you send it again: it may arrive twice.',
		});
	}
	if (error instanceof MessageRejected) {
		return apiError(errorContext, {
			message: `Infobip did not ${error.task}: ${error.reason}`,
			description:
				'Infobip took the request and turned the message down. Check the recipient: the user key belongs to one Page, and Meta lets a business answer for 24 hours after the last message.',
		});
	}
	if (error instanceof UnexpectedAnswer) {
		return apiError(errorContext, {
			message: `Infobip answered the request to ${error.task} in a form that is not known`,
			description: `The answer has the form ${error.outline.slice(0, 300)}`,
		});
	}
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(errorContext.node, cause, {
		message: numbered(cause.message, errorContext),
		itemIndex: errorContext.itemIndex,
	});
}

function invalidInput(violations: readonly Violation[]): string {
	return violations.map(({ field, problem }) => `${labelOf(field)} ${problem}`).join('. ');
}

function refused(error: ApiError, errorContext: ErrorContext): NodeApiError {
	const { task, status, refusal } = error;
	const message =
		status === 401
			? `Infobip refused the credentials (401): ${refusal.text}`
			: `Infobip refused to ${task}: ${refusal.text} (${codeOf(status, refusal)})`;
	return apiError(errorContext, {
		message,
		description: [
			...refusal.violations.map((one) => violationSentence(one, error)),
			advice(error),
		].join('. '),
		httpCode: String(status),
	});
}

function violationSentence(
	{ property, violation }: Refusal['violations'][number],
	{ contentType }: ApiError,
): string {
	if (property === '') return violation;
	const field = violatedField(property, contentType);
	return field === undefined ? `${property}: ${violation}` : `${labelOf(field)} ${violation}`;
}

function codeOf(status: number, { code }: Refusal): string {
	return code === undefined ? String(status) : `${status}, ${code}`;
}

function advice({ status, retryAfter, absentApi }: ApiError): string {
	if (status === 401) {
		return "Check Username and Password, or the API Key, in the credential 'Infobip Facebook API', and that its Base URL is the one of your own account.";
	}
	if (status === 403) {
		return 'The login is known, but may not do this. Give the user or the API key the right to it in the Infobip portal.';
	}
	if (absentApi !== undefined) {
		const [absent, other] =
			absentApi === 'facebook' ? ['Facebook API', 'Page'] : ['Messenger API', 'Application'];
		return `This account does not seem to have the ${absent}. Choose ${other} where the node lets you choose between Application and Page ('Send From', 'Receive Through'); Setup → Check tells which API answers.`;
	}
	if (status === 404) {
		return 'Check the key: choose it from the list, or look it up with Get Many.';
	}
	if (status === 429) {
		const wait = retryAfter === undefined ? 'a little' : `${Math.ceil(retryAfter)} seconds`;
		return `Infobip asks for fewer requests. Wait ${wait} and run it again.`;
	}
	return status >= 500
		? 'The trouble is on the side of Infobip. Run it again later.'
		: 'Correct what Infobip names and run it again.';
}

const REACH_FAILURES: Readonly<Record<ReachFailure, string>> = {
	refused: 'the connection was refused',
	unknownHost: 'no such host is known',
	timedOut: 'no answer came in time',
	reset: 'the connection broke before the answer came',
	cancelled: 'the execution was cancelled',
	broken: 'the connection did not work',
};

function notReached(error: ConnectionError): { message: string; advice: string } {
	return {
		message: `Infobip could not be reached at ${error.address} to ${error.task}: ${REACH_FAILURES[error.reason]}`,
		advice: error.mayHaveActed
			? 'Infobip may have carried it out all the same: look before you do it again.'
			: "Check the Base URL in the credential 'Infobip Facebook API' and that this n8n may reach it.",
	};
}

interface ApiErrorWords {
	readonly message: string;
	readonly description: string;
	readonly httpCode?: string;
}

/** The first argument is what n8n shows as the answer: never ours, for a request holds the login. */
function apiError(
	errorContext: ErrorContext,
	{ message, description, httpCode }: ApiErrorWords,
): NodeApiError {
	const answer: JsonObject = { message, ...(httpCode === undefined ? {} : { httpCode }) };
	return new NodeApiError(errorContext.node, answer, {
		message: numbered(message, errorContext),
		description,
		httpCode,
		itemIndex: errorContext.itemIndex,
	});
}

function operationError(
	errorContext: ErrorContext,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(errorContext.node, numbered(message, errorContext), {
		description,
		itemIndex: errorContext.itemIndex,
	});
}

/** People count from one. */
function numbered(message: string, { itemIndex, amongOthers }: ErrorContext): string {
	return amongOthers && itemIndex !== undefined ? `Item ${itemIndex + 1}: ${message}` : message;
}
