import type { IExecuteFunctions } from 'n8n-workflow';

import type { Listed } from '../../infobip/call/unreadable';
import type { Sender } from '../../infobip/message/message';
import type { Connection, NodeChoice, Through } from '../connection/connection';
import { toNodeError } from '../connection/nodeError';
import type { Form } from '../form/form';

/** What is the same for all items of a run. */
interface Run {
	readonly context: IExecuteFunctions;
	readonly connection: Connection;
	readonly isTool: boolean;
}

/** What an operation is called with. What only a few need, such as a link to a file, they ask n8n for. */
export class OperationCall {
	readonly itemIndex: number;

	readonly form: Form;

	private readonly run: Run;

	constructor(run: Run, itemIndex: number, form: Form) {
		this.run = run;
		this.itemIndex = itemIndex;
		this.form = form;
	}

	get context(): IExecuteFunctions {
		return this.run.context;
	}

	get connection(): Connection {
		return this.run.connection;
	}

	/** Whether an AI agent uses the node as a tool. */
	get isTool(): boolean {
		return this.run.isTool;
	}

	/** What the node or, if it leaves the choice to it, the credential works through. */
	through(field: NodeChoice['field']): Through {
		return this.connection.through(this.form.nodeChoice(field));
	}

	/** The Page or application that is to work. Throws InvalidInput if there is none. */
	sender(field: NodeChoice['field']): Sender {
		return this.connection.sender(this.form.nodeChoice(field));
	}

	/** The application chosen in the node, else the credential's. Throws InvalidInput if there is none. */
	applicationKey(): string {
		return this.connection.applicationKey(this.form.ownKey('applicationKey'));
	}

	/**
	 * Tells the user what did not stop the run and yet has to be known.
	 *
	 * @param note a sentence: what there is in spite of it
	 */
	warn(error: unknown, note: string): void {
		const { context, itemIndex } = this;
		const { message } = toNodeError(error, { node: context.getNode(), itemIndex });
		this.hint(`${message}. ${note}`);
	}

	/** Tells the user if a list has entries that cannot be read. */
	warnOfUnreadable({ unreadable, isInferred }: Listed<unknown>): void {
		if (unreadable === 0 || isInferred) return;
		this.hint(
			`Infobip returned ${unreadable} more in a form that is not known. They are not in the output.`,
		);
	}

	private hint(message: string): void {
		this.context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
}
