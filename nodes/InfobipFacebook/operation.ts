import type { IDataObject, INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Connection, NodeChoice, Through } from '../connection/connection';
import type { OutboundMessage, Sender } from '../../infobip/message/message';
import type { AskAddress } from '../../infobip/setup/target';
import type { Listed } from '../../infobip/call/unreadable';
import type { HandOver } from '../conversation/waitingAnswer';
import type { Form } from '../form/form';
import type { Pull } from './pulling';
import type { LinkedFile } from './fileUrl';
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
}

export interface CallOperation extends OperationForm {
	/** For one item. Throws what `infobip/` throws; the router says it in the editor's words. */
	run(call: OperationCall): Promise<IDataObject | IDataObject[]>;
}

/** Takes records that Infobip returns only once. */
export interface PullOperation extends OperationForm {
	/** Reads what one item asks for; the router does that for all of them before it pulls. */
	plan(call: OperationCall): Pull;
}

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

export interface OperationCall {
	readonly form: Form;
	readonly connection: Connection;
	/** Whether an AI agent uses the node as a tool. */
	readonly isTool: boolean;
	/** What the node or, if it leaves the choice to it, the credential works through. */
	through(field: NodeChoice['field']): Through;
	/** The Page or application that is to work. Throws InvalidInput if there is none. */
	sender(field: NodeChoice['field']): Sender;
	/** The application chosen in the node, else the credential's. Throws InvalidInput if there is none. */
	applicationKey(): string;
	/** A link under which Facebook can fetch the item's file. Throws InvalidInput. */
	fileUrl(file: LinkedFile): Promise<string>;
	/** What Meta shows of a customer. Throws NodeOperationError. */
	customerProfile(userKey: string): Promise<IDataObject>;
	/** Where the webhooks of this n8n are called; undefined if n8n does not say. */
	webhookBase(): URL | undefined;
	/** The id of this n8n. */
	readonly instanceId: string;
	/** What answers at an address of this n8n. Starts nothing. */
	readonly askAddress: AskAddress;
	/** What this n8n answers at the waiting URL of an execution that does not exist: 'ended' if it is reached. */
	askWaitingUrl(): Promise<HandOver>;
	/**
	 * Tells the user what did not stop the run and yet has to be known.
	 *
	 * @param note a sentence: what there is in spite of it
	 */
	warn(error: unknown, note: string): void;
	/** Tells the user if a list has entries that cannot be read. */
	warnOfUnreadable(list: Listed<unknown>): void;
}

export interface Resource {
	/** Its entry in the list of resources. */
	readonly option: INodePropertyOptions & { readonly value: string };
	readonly operations: readonly [Operation, ...Operation[]];
}
