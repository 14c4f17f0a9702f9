import type { IExecuteFunctions, IGetNodeParameterOptions } from 'n8n-workflow';

/**
 * The parameters of a node for all items of a run. What holds no expression is the same for every
 * item and is read once: n8n looks a field up, copies and validates it anew at each reading.
 */
export class Parameters {
	private readonly context: IExecuteFunctions;

	/** By name, whether it is the same for all items. */
	private readonly fixed = new Map<string, boolean>();

	private readonly values = new Map<string, unknown>();

	/** What was made of fixed parameters, by its maker. */
	private readonly made = new Map<unknown, unknown>();

	constructor(context: IExecuteFunctions) {
		this.context = context;
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
		if (!this.isFixed(name)) {
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
		if (names.every((name) => this.isFixed(name))) this.made.set(maker, made);
		return made;
	}

	private isFixed(name: string): boolean {
		const known = this.fixed.get(name);
		if (known !== undefined) return known;
		const raw = this.context.getNodeParameter(name, 0, null, { rawExpressions: true });
		const isFixed = !holdsExpression(raw);
		this.fixed.set(name, isFixed);
		return isFixed;
	}
}

/** n8n's mark of an expression is "=" at the beginning of a text, however deep in a collection. */
function holdsExpression(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(holdsExpression);
}
