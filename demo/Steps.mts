/** A step did not come about; `step` is its name as it was printed. */
export class StepFailed extends Error {
	override readonly name = 'StepFailed';
	readonly step: string;

	constructor(step: string, cause: unknown) {
		super(`“${step}” did not come about`, { cause });
		this.step = step;
	}
}

/** Prints what is going on, step by step, with the time each one took. */
export class Steps {
	readonly #print: (line: string) => void;
	#count = 0;

	constructor(print: (line: string) => void) {
		this.#print = print;
	}

	/** @throws StepFailed naming the step, with what went wrong as its cause. */
	async take<T>(step: string, work: () => Promise<T> | T): Promise<T> {
		this.#count += 1;
		this.#print(`${this.#count}. ${step} …`);
		const started = Date.now();
		try {
			const result = await work();
			this.#print(`   done in ${((Date.now() - started) / 1000).toFixed(1)} s`);
			return result;
		} catch (error) {
			throw new StepFailed(step, error);
		}
	}

	note = (line: string): void => {
		this.#print(`   ${line}`);
	};
}

/** An error with everything that led to it, one line each, without stack traces. */
export function tellWhy(error: unknown): string {
	const text = error instanceof Error ? error.message : JSON.stringify(error);
	const cause = error instanceof Error ? error.cause : undefined;
	return cause === undefined ? text : `${text}\n   because: ${tellWhy(cause)}`;
}
