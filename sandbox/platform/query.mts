import type { FastifyRequest } from 'fastify';
import { badRequest } from './apiError.mts';
import type { ValidationErrors } from './apiError.mts';
import { parseInfobipTime } from './infobipTime.mts';

type Values = Record<string, string | string[] | undefined>;

/** Reads a request's query; `end` refuses it as a whole when something in it was wrong. */
export class Query {
	readonly #values: Values;
	readonly #problems: ValidationErrors = {};

	constructor(request: FastifyRequest) {
		this.#values = request.query as Values;
	}

	text(name: string): string | undefined {
		const value = this.#values[name];
		return Array.isArray(value) ? value.at(-1) : value;
	}

	/** Repeated, as the OpenAPI says, or separated by commas, as its text says. */
	list(name: string): string[] | undefined {
		const value = this.#values[name];
		return value === undefined ? undefined : [value].flat().flatMap((part) => part.split(','));
	}

	integer(name: string, { fallback, min, max }: { fallback: number; min: number; max: number }) {
		const value = this.text(name);
		if (value === undefined) return fallback;
		const number = Number(value);
		if (/^-?\d+$/.test(value) && number >= min && number <= max) return number;
		this.#refuse(name, `must be an integer between ${min} and ${max}`);
		return fallback;
	}

	boolean(name: string): boolean {
		const value = this.text(name);
		if (value !== undefined && value !== 'true' && value !== 'false') {
			this.#refuse(name, 'must be true or false');
		}
		return value === 'true';
	}

	oneOf<const T extends string>(name: string, values: readonly T[]): T | undefined {
		const value = this.text(name);
		const known = values.find((allowed) => allowed === value);
		if (value !== undefined && known === undefined) {
			this.#refuse(name, `must be one of ${values.join(', ')}`);
		}
		return known;
	}

	time(name: string): Date | undefined {
		const value = this.text(name);
		// A plus that was not encoded arrives as a blank.
		const time = value === undefined ? undefined : parseInfobipTime(value.replace(' ', '+'));
		if (value !== undefined && !time) this.#refuse(name, 'must be a date and time');
		return time;
	}

	required(name: string): void {
		if (this.text(name) === undefined) this.#refuse(name, 'must not be null');
	}

	/** @throws ApiError 400 naming each parameter that is wrong */
	end(): void {
		if (Object.keys(this.#problems).length > 0) throw badRequest(this.#problems);
	}

	#refuse(name: string, problem: string): void {
		this.#problems[name] = [problem];
	}
}
