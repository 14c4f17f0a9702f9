import type {
	IDataObject,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { OutboundMessage } from '../../infobip/message/message';
import type { Outcome } from '../../infobip/sending/outcome';
import type { Event } from '../../infobip/event/event';
import type { PullSource } from '../../infobip/inbound/pull';
import type { JsonValue } from '../../infobip/json';
import type { OperationCall } from './OperationCall';
import type { Asking } from './waiting/questionMessage';

/** One operation of the node: what the user sees of it, and what it does. */
export type Operation = CallOperation | PullOperation | SendOperation | WaitOperation;

interface OperationForm {
	/** Its entry in the list of operations. */
	readonly option: INodePropertyOptions & { readonly value: string };
	/**
	 * Its fields, in their order. A field that several operations share is the same object in each of
	 * them, so that the form, too, has it once.
	 */
	readonly properties: readonly INodeProperties[];
	/** What a language model reads about it as a tool: at most 1,024 characters. Default: the option's description. */
	readonly toolDescription?: string;
}

export interface CallOperation extends OperationForm {
	/** For one item. Throws what `infobip/` throws; the router says it in the editor's words. */
	run(call: OperationCall): Promise<IDataObject | IDataObject[]>;
}

/** Everything that a pull needs, read from the form before anything is consumed. */
export interface Pull {
	readonly source: PullSource;
	readonly limit: number;
	readonly parse: (record: JsonValue) => Event;
}

/** Takes records that Infobip returns only once. */
export interface PullOperation extends OperationForm {
	/** Reads what one item asks for; the router does that for all of them before it pulls. */
	plan(call: OperationCall): Pull;
}

/** What became of one item; undefined if it was not tried any more. */
export type ItemOutcome =
	| { readonly results: IDataObject[] }
	| { readonly passedOn: INodeExecutionData[] }
	| Outcome
	| undefined;

type Composed = OutboundMessage | readonly OutboundMessage[];

export interface SendOperation extends OperationForm {
	/**
	 * Puts together the message of one item, or its parts in the order in which they are to arrive; the
	 * router sends those of all items. Throws InvalidInput.
	 */
	compose(call: OperationCall): Composed | Promise<Composed>;
}

/** Sends a question, and continues with the reply. n8n waits once for all items of a run, so it has one. */
export interface WaitOperation extends OperationForm {
	/** Puts the question together. Throws InvalidInput. */
	ask(call: OperationCall): Asking;
}

export interface Resource {
	/** Its entry in the list of resources. */
	readonly option: INodePropertyOptions & { readonly value: string };
	readonly operations: readonly [Operation, ...Operation[]];
}
