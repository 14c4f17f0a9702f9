import { isPlain } from './expression';

/** The code of a parameter that is one expression and nothing else: `={{ $json.name.trim() }}`. */
export function codeOf(parameter: unknown): string | undefined {
	if (typeof parameter !== 'string') return undefined;
	return /^=\{\{((?:(?!\{\{|\}\})[^])+)\}\}$/.exec(parameter)?.[1];
}

/** After so many items for which it did not work, nothing more is gained by trying. */
const MOST_FAILURES = 10;

/**
 * Evaluates several expressions of an item in one go. n8n 2.40 runs each in an isolate, and the way
 * there and back takes nearly all of the time.
 */
export class JointEvaluation {
	private readonly evaluate: (expression: string, itemIndex: number) => unknown;

	/** By the names of the parameters that were asked for. */
	private readonly codes = new Map<string, string>();

	private failures = 0;

	/** Those of the item that was asked for last. */
	private values: ReadonlyMap<string, unknown> = new Map();

	private itemIndex: number | undefined;

	/** @param evaluate as n8n's `evaluateExpression` */
	constructor(evaluate: (expression: string, itemIndex: number) => unknown) {
		this.evaluate = evaluate;
	}

	/**
	 * The value of a parameter; undefined if n8n has to evaluate it by itself: it is the only one so far,
	 * one of the expressions fails, or the value is more than a text, a number, or a yes or no.
	 */
	read(name: string, code: string, itemIndex: number): string | number | boolean | undefined {
		if (this.failures > MOST_FAILURES) return undefined;
		const isNew = !this.codes.has(name);
		this.codes.set(name, code);
		if (this.codes.size < 2) return undefined;
		if (isNew || this.itemIndex !== itemIndex) {
			this.itemIndex = itemIndex;
			this.values = this.evaluateAll(itemIndex);
		}
		const value = this.values.get(name);
		return isPlain(value) ? value : undefined;
	}

	private evaluateAll(itemIndex: number): ReadonlyMap<string, unknown> {
		// A line of its own for the bracket: the code may end with a comment.
		const codes = [...this.codes.values()].map((code) => `(${code}\n)`);
		const values = this.valueOf(`{{ [${codes.join(', ')}] }}`, itemIndex);
		const names = [...this.codes.keys()];
		const isComplete = Array.isArray(values) && values.length === names.length;
		if (!isComplete || !values.every(isPlain)) this.failures++;
		return new Map(isComplete ? names.map((name, place) => [name, values[place] as unknown]) : []);
	}

	private valueOf(expression: string, itemIndex: number): unknown {
		try {
			return this.evaluate(expression, itemIndex);
		} catch {
			// The one that fails is evaluated once more by itself, and its error is the user's to read.
			return undefined;
		}
	}
}
