import { isJsonObject } from '../exactJson.mts';

/** Takes the path of a field, such as `messages[0].content.text`, and what is wrong with it. */
export type Report = (path: string, problem: string) => void;

/**
 * What a body must look like. Objects are closed and null is no value, as in Infobip's OpenAPI made
 * strict; the wording of the problems is our own, after Bean Validation.
 */
export interface Shape<T> {
	check(value: unknown, path: string, report: Report): void;
	/** Never set: carries the type of what the shape lets through. */
	readonly type?: T;
}

export type TypeOf<S> = S extends Shape<infer T> ? T : never;

type Shapes = Record<string, Shape<unknown>>;
type Flat<T> = { [K in keyof T]: T[K] };
type Required<R extends Shapes> = { [K in keyof R]: TypeOf<R[K]> };
type Optional<O extends Shapes> = { [K in keyof O]?: TypeOf<O[K]> };

interface Bounds {
	min?: number;
	max?: number;
}

/** The value when it has the shape; `refuse` makes the error to throw when it has not. */
export function readShape<T>(
	shape: Shape<T>,
	value: unknown,
	refuse: (problems: Record<string, string[]>) => Error,
): T {
	const problems: Record<string, string[]> = {};
	shape.check(value, '', (path, problem) => {
		(problems[path || 'body'] ??= []).push(problem);
	});
	if (Object.keys(problems).length > 0) throw refuse(problems);
	return value as T;
}

function shape<T>(check: Shape<T>['check']): Shape<T> {
	return { check };
}

/** Lengths count characters, as JSON Schema does, not UTF-16 units. */
export function text({ min = 0, max = Infinity }: Bounds = {}, pattern?: RegExp): Shape<string> {
	return shape((value, path, report) => {
		if (typeof value !== 'string') {
			report(path, 'must be a string');
			return;
		}
		const { length } = Array.from(value);
		if (length < min || length > max) report(path, sizeProblem(min, max));
		else if (pattern && !pattern.test(value)) report(path, 'has an invalid format');
	});
}

export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
	return shape((value, path, report) => {
		if (!values.some((allowed) => allowed === value)) {
			report(path, `must be one of ${values.join(', ')}`);
		}
	});
}

export function number({ min = -Infinity, max = Infinity }: Bounds = {}): Shape<number> {
	return shape((value, path, report) => {
		if (typeof value !== 'number') report(path, 'must be a number');
		else if (value < min || value > max) report(path, `must be between ${min} and ${max}`);
	});
}

const INT32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };

/** An `int32`, if no tighter bounds are given. */
export function integer({ min = INT32.min, max = INT32.max }: Bounds = {}): Shape<number> {
	return shape((value, path, report) => {
		if (typeof value !== 'number' || !Number.isInteger(value)) report(path, 'must be an integer');
		else if (value < min || value > max) report(path, `must be between ${min} and ${max}`);
	});
}

export function boolean(): Shape<boolean> {
	return shape((value, path, report) => {
		if (typeof value !== 'boolean') report(path, 'must be a boolean');
	});
}

export function list<T>(item: Shape<T>, { min = 0, max = Infinity }: Bounds = {}): Shape<T[]> {
	return shape((value, path, report) => {
		if (!Array.isArray(value)) {
			report(path, 'must be an array');
			return;
		}
		if (value.length < min || value.length > max) report(path, sizeProblem(min, max));
		value.forEach((element: unknown, index) => {
			item.check(element, `${path}[${index}]`, report);
		});
	});
}

/** A list without duplicates. */
export function distinct<T extends string>(item: Shape<T>): Shape<T[]> {
	return also(list(item), (value, path, report) => {
		if (new Set(value).size < value.length) report(path, 'must only contain unique elements');
	});
}

/** Any member names, all values of one shape. */
export function map<T>(item: Shape<T>): Shape<Record<string, T>> {
	return shape((value, path, report) => {
		if (!isJsonObject(value)) {
			report(path, 'must be an object');
			return;
		}
		for (const [name, member] of Object.entries(value))
			item.check(member, join(path, name), report);
	});
}

export function object<R extends Shapes>(required: R): Shape<Flat<Required<R>>>;
export function object<R extends Shapes, O extends Shapes>(
	required: R,
	optional: O,
): Shape<Flat<Required<R> & Optional<O>>>;
export function object(required: Shapes, optional: Shapes = {}): Shape<unknown> {
	const known: Shapes = { ...required, ...optional };
	return shape((value, path, report) => {
		if (!isJsonObject(value)) {
			report(path, 'must be an object');
			return;
		}
		for (const name of Object.keys(required)) {
			if (value[name] === undefined) report(join(path, name), 'must not be null');
		}
		for (const [name, member] of Object.entries(value)) {
			if (Object.hasOwn(known, name)) known[name]!.check(member, join(path, name), report);
			else report(join(path, name), 'unrecognized property');
		}
	});
}

/** An object whose `type` decides which members it has. */
export function variants<V extends Record<string, Shape<object>>>(
	kinds: V,
): Shape<{ [K in keyof V & string]: Flat<{ type: K } & TypeOf<V[K]>> }[keyof V & string]> {
	const type = oneOf(...Object.keys(kinds));
	return shape((value, path, report) => {
		if (!isJsonObject(value)) {
			report(path, 'must be an object');
			return;
		}
		const { type: kind, ...members } = value;
		if (typeof kind === 'string' && Object.hasOwn(kinds, kind)) {
			kinds[kind]!.check(members, path, report);
		} else {
			type.check(kind, join(path, 'type'), report);
		}
	});
}

/** One shape or another; a value that has neither gets the one sentence. */
export function either<A, B>(first: Shape<A>, second: Shape<B>, problem: string): Shape<A | B> {
	return shape((value, path, report) => {
		if (!fits(first, value) && !fits(second, value)) report(path, problem);
	});
}

/** A shape and a rule that the shape alone cannot say; the rule sees only what has the shape. */
export function also<T>(
	base: Shape<T>,
	rule: (value: T, path: string, report: Report) => void,
): Shape<T> {
	return shape((value, path, report) => {
		base.check(value, path, report);
		if (fits(base, value)) rule(value as T, path, report);
	});
}

export function fits(expected: Shape<unknown>, value: unknown): boolean {
	let fine = true;
	expected.check(value, '', () => (fine = false));
	return fine;
}

function sizeProblem(min: number, max: number): string {
	return max === Infinity
		? `size must be at least ${min}`
		: `size must be between ${min} and ${max}`;
}

function join(path: string, name: string): string {
	return path === '' ? name : `${path}.${name}`;
}
