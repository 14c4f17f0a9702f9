import type {
	IDataObject,
	IExecuteFunctions,
	IGetNodeParameterOptions,
	INodeExecutionData,
} from 'n8n-workflow';

import { parsePlain, plainValue, type PlainExpression } from './plainExpression';

/** Where the value of a parameter comes from. */
interface Source {
	/** Whether it holds no expression, and is the same for all items. */
	readonly isFixed: boolean;
	/** If it is but fields of the item. */
	readonly plain: PlainExpression | undefined;
}

/**
 * The parameters of a node for all items of a run. What holds no expression is the same for every
 * item and is read once: n8n looks a field up, copies and validates it anew at each reading. What is
 * but fields of the item is taken from there: n8n 2.40 spends half a millisecond on an expression.
 */
export class Parameters {
	private readonly context: IExecuteFunctions;

	/** The items as `$json` has them; none where they are not the node's input, as in an AI tool. */
	private readonly items: readonly INodeExecutionData[];

	private readonly sources = new Map<string, Source>();

	private readonly values = new Map<string, unknown>();

	/** What was made of fixed parameters, by its maker. */
	private readonly made = new Map<unknown, unknown>();

	constructor(context: IExecuteFunctions) {
		this.context = context;
		const items = context.getInputData();
		const { $json } = context.getWorkflowDataProxy(0) as { $json?: IDataObject };
		this.items = $json !== undefined && $json === items[0]?.json ? items : [];
	}

	/** That of the workflow. */
	get timeZone(): string {
		return this.context.getTimezone();
	}

	/**
	 * A parameter is always read with the same fallback and options. The value is shared between the
	 * items and must not be changed.
	 */
	read(
		name: string,
		itemIndex: number,
		fallback: unknown,
		options?: IGetNodeParameterOptions,
	): unknown {
		const { isFixed, plain } = this.sourceOf(name);
		if (!isFixed) {
			const item = this.items[itemIndex]?.json;
			const value = plain && item && plainValue(plain, item);
			if (value !== undefined) return value;
			// No field of ours names a type to validate against, and looking for one takes its time.
			const unvalidated = { ...options, skipValidation: true };
			return this.context.getNodeParameter(name, itemIndex, fallback, unvalidated);
		}
		if (!this.values.has(name)) {
			this.values.set(name, this.context.getNodeParameter(name, itemIndex, fallback, options));
		}
		return this.values.get(name);
	}

	/** What is made of these parameters; it is kept where all of them are fixed. */
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
		const source = { isFixed: !holdsExpression(raw), plain: parsePlain(raw) };
		this.sources.set(name, source);
		return source;
	}
}

/** n8n's mark of an expression is "=" at the beginning of a text, however deep in a collection. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
