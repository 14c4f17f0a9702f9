import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { holdsExpression, parsePlain, plainValue, type PlainExpression } from './expression';
import type { FormSource } from './formSource';
import { codeOf, JointEvaluation } from './jointEvaluation';

/** Where the value of a parameter comes from. */
interface Source {
	/** As it is stored. */
	readonly raw: unknown;
	/** Whether it holds no expression, and is the same for all items. */
	readonly isFixed: boolean;
	/** If it is but fields of the item. */
	readonly plain: PlainExpression | undefined;
	/** If it can be evaluated together with others. */
	readonly code: string | undefined;
}

/**
 * The parameters of a node for all items of a run. What holds no expression is the same for every
 * item and is read once: n8n looks a field up, copies and validates it anew at each reading. What is
 * but fields of the item is taken from there, and what else is one expression is evaluated together
 * with others: n8n 2.40 spends half a millisecond on each by itself.
 */
export class Parameters {
	private readonly context: IExecuteFunctions;

	/** The items as `$json` has them; none if they are not the node's input, as in an AI tool. */
	private readonly items: readonly INodeExecutionData[];

	readonly timeZone: string;

	private readonly sources = new Map<string, Source>();

	private readonly values = new Map<string, unknown>();

	private readonly joint: JointEvaluation;

	/** What was made of fixed parameters, by its maker. */
	private readonly made = new Map<unknown, unknown>();

	constructor(context: IExecuteFunctions) {
		this.context = context;
		this.timeZone = context.getTimezone();
		this.joint = new JointEvaluation((expression, itemIndex) =>
			context.evaluateExpression(expression, itemIndex),
		);
		const items = context.getInputData();
		const { $json } = context.getWorkflowDataProxy(0) as { $json?: IDataObject };
		this.items = $json !== undefined && $json === items[0]?.json ? items : [];
	}

	/** The fields of one item. A value is shared between the items and must not be changed. */
	ofItem(itemIndex: number): FormSource {
		return new ItemFields(this, itemIndex);
	}

	raw(name: string): unknown {
		return this.sourceOf(name).raw;
	}

	read(name: string, itemIndex: number): unknown {
		const { isFixed, plain, code } = this.sourceOf(name);
		if (!isFixed) {
			const item = this.items[itemIndex]?.json;
			const value = plain && item && plainValue(plain, item);
			if (value !== undefined) return value;
			const isOneOfMany = code !== undefined && this.items.length > 1;
			const joint = isOneOfMany ? this.joint.read(name, code, itemIndex) : undefined;
			if (joint !== undefined) return joint;
			// No field of ours names a type to validate against, and looking for one takes its time.
			return this.context.getNodeParameter(name, itemIndex, null, { skipValidation: true });
		}
		if (!this.values.has(name)) {
			this.values.set(name, this.context.getNodeParameter(name, itemIndex, null));
		}
		return this.values.get(name);
	}

	/** What is made of these parameters; it is kept if all of them are fixed. */
	shared<T>(names: readonly string[], maker: unknown, make: () => T): T {
		if (this.made.has(maker)) return this.made.get(maker) as T;
		const made = make();
		if (names.every((name) => this.sourceOf(name).isFixed)) this.made.set(maker, made);
		return made;
	}

	private sourceOf(name: string): Source {
		const known = this.sources.get(name);
		if (known !== undefined) return known;
		const raw = this.context.getNodeParameter(name, 0, null, { rawExpressions: true });
		const plain = parsePlain(raw);
		const code = plain === undefined ? codeOf(raw) : undefined;
		const source = { raw, isFixed: !holdsExpression(raw), plain, code };
		this.sources.set(name, source);
		return source;
	}
}

class ItemFields implements FormSource {
	private readonly parameters: Parameters;

	private readonly itemIndex: number;

	constructor(parameters: Parameters, itemIndex: number) {
		this.parameters = parameters;
		this.itemIndex = itemIndex;
	}

	get timeZone(): string {
		return this.parameters.timeZone;
	}

	read(name: string): unknown {
		return this.parameters.read(name, this.itemIndex);
	}

	raw(name: string): unknown {
		return this.parameters.raw(name);
	}

	shared<T>(names: readonly string[], maker: unknown, make: () => T): T {
		return this.parameters.shared(names, maker, make);
	}
}
