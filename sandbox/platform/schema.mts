/**
 * What a body must look like, as JSON schemas: TypeBox writes them, with their types, and Ajv checks them.
 * Objects are closed and null is no value, as in Infobip's OpenAPI made strict; the wording of the
 * problems is our own, after Bean Validation.
 */
import { Type } from '@sinclair/typebox';
import type { Static, TObject, TOptional, TProperties, TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import type { DataValidateFunction, ErrorObject } from 'ajv/dist/types/index.js';
import { isHttpUrl } from './fieldChecks.mts';
import { badRequest } from './apiError.mts';
import { parseInfobipTime } from './infobipTime.mts';

export interface Problem {
	/** Such as `messages[0].content.text`. */
	property: string;
	violation: string;
}

interface Finding extends Problem {
	/** Whether it is but a member that nobody knows. */
	isUnknownMember: boolean;
}

const FORMATS = {
	'infobip-time': {
		validate: (text: string) => parseInfobipTime(text) !== undefined,
		violation: 'must be a date and time such as 2026-03-01T10:00:00.000+0000',
	},
	'http-url': { validate: isHttpUrl, violation: 'must be a valid URL' },
};

const ajv = new Ajv({
	allErrors: true,
	discriminator: true,
	strict: false,
	verbose: true,
	formats: Object.fromEntries(
		Object.entries(FORMATS).map(([name, { validate }]) => [name, validate]),
	),
});
ajv.addKeyword({ keyword: 'rule', compile: checkOf });

/** A violation, of the value itself or of one of its members. */
type Violation = string | { member: string; violation: string };

const closed = { additionalProperties: false };
const bounded = (maxLength?: number) => (maxLength === undefined ? {} : { maxLength });
const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

/** Offsets with and without a colon, since Infobip writes them without (documented by example). */
export const dateTime = Type.String({ format: 'infobip-time' });
export const httpUrl = (maxLength?: number) =>
	Type.String({ format: 'http-url', ...bounded(maxLength) });

/** Lengths count characters, not UTF-16 units. */
export const text = (maxLength?: number) => Type.String(bounded(maxLength));

/** With something other than blanks in it. */
export const filledText = (maxLength?: number) =>
	Type.String({ pattern: '\\S', ...bounded(maxLength) });

/** An `int32`, if no tighter bounds are given. */
export const integer = (minimum = INT32.minimum, maximum = INT32.maximum) =>
	Type.Integer({ minimum, maximum });

export const oneOf = <const T extends string>(...values: readonly T[]) =>
	Type.Unsafe<T>({ enum: values });

type WithOptional<R extends TProperties, O extends TProperties> = TObject<
	R & { [K in keyof O]: TOptional<O[K]> }
>;

export function object<R extends TProperties>(required: R): TObject<R>;
export function object<R extends TProperties, O extends TProperties>(
	required: R,
	optional: O,
): WithOptional<R, O>;
export function object(required: TProperties, optional: TProperties = {}): TObject {
	const more = Object.entries(optional).map(([name, one]) => [name, Type.Optional(one)] as const);
	const properties: TProperties = { ...required, ...Object.fromEntries(more) };
	return Type.Object(properties, closed);
}

/** An object whose `type` decides which members it has. */
export function byType<V extends Record<string, TObject>>(kinds: V) {
	return Type.Unsafe<{ [K in keyof V & string]: { type: K } & Static<V[K]> }[keyof V & string]>({
		type: 'object',
		required: ['type'],
		discriminator: { propertyName: 'type' },
		oneOf: Object.entries(kinds).map(([type, kind]) => ({
			...kind,
			properties: { type: { const: type }, ...kind.properties },
		})),
	});
}

/** One of two forms; which of them is meant is told by the member that only one of them has. */
export function formOf<S extends TSchema, T extends TSchema>(
	member: string,
	withIt: S,
	without: T,
) {
	return Type.Unsafe<Static<S> | Static<T>>({
		if: { type: 'object', required: [member] },
		then: withIt,
		else: without,
	});
}

/** A schema and a rule that no schema can say; the rule sees only what fits the schema. */
export function also<S extends TSchema>(
	schema: S,
	rule: (value: Static<S>) => Violation | undefined,
): S {
	return { ...schema, rule: (value: unknown) => (fits(schema, value) ? rule(value) : undefined) };
}

export function fits<S extends TSchema>(schema: S, value: unknown): value is Static<S> {
	return ajv.validate(schema, value);
}

/** The value if it fits. @throws ApiError 400 with everything that is wrong with it */
export function read<S extends TSchema>(schema: S, value: unknown): Static<S> {
	const problems: Record<string, string[]> = {};
	for (const { property, violation } of problemsOf(schema, value)) {
		(problems[property] ??= []).push(violation);
	}
	if (Object.keys(problems).length > 0) throw badRequest(problems);
	return value;
}

export function problemsOf(schema: TSchema, value: unknown): Finding[] {
	const check = ajv.compile(schema);
	return check(value) ? [] : (check.errors ?? []).filter(saysSomething).map(problemOf);
}

/** The branch of a choice says what is wrong, not the choice; a type that is missing is missing once. */
function saysSomething({ keyword, params }: ErrorObject): boolean {
	const isMissingType = keyword === 'discriminator' && params['tagValue'] === undefined;
	return keyword !== 'if' && !isMissingType;
}

function problemOf(error: ErrorObject): Finding {
	const { instancePath, keyword, params } = error;
	const path = instancePath
		.replace(/\/(\d+)/g, '[$1]')
		.replaceAll('/', '.')
		.replace(/^\./, '');
	const { missingProperty, additionalProperty, tag, member } = params as Record<
		string,
		string | undefined
	>;
	const name = missingProperty ?? additionalProperty ?? tag ?? member;
	const property = [path, ...(name === undefined ? [] : [name])].filter(Boolean).join('.');
	const isUnknownMember = keyword === 'additionalProperties';
	return { property: property || 'body', violation: violationOf(error), isUnknownMember };
}

/** What a schema may say about its value, as far as problems repeat it. */
interface Bounded {
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	pattern?: string;
	/** Of `byType`. */
	oneOf?: { properties: { type: { const: string } } }[];
}

function violationOf({ keyword, params, message = '', parentSchema = {} }: ErrorObject): string {
	const { minimum, maximum, minLength, maxLength, minItems, maxItems } = parentSchema as Bounded;
	const { pattern, oneOf: kinds } = parentSchema as Bounded;
	switch (keyword) {
		case 'required':
			return 'must not be null';
		case 'additionalProperties':
			return 'unrecognized property';
		case 'type':
			return `must be ${/^[aio]/.test(String(params['type'])) ? 'an' : 'a'} ${params['type']}`;
		case 'enum':
			return `must be one of ${list(params['allowedValues'])}`;
		case 'discriminator':
			return `must be one of ${list(kinds?.map(({ properties }) => properties.type.const))}`;
		case 'minimum':
		case 'maximum':
			return `must be between ${minimum ?? -Infinity} and ${maximum ?? Infinity}`;
		case 'minLength':
		case 'maxLength':
		case 'minItems':
		case 'maxItems':
			return sizeProblem(minLength ?? minItems ?? 0, maxLength ?? maxItems);
		case 'pattern':
			return pattern === '\\S' ? 'must not be blank' : 'has an invalid format';
		case 'format':
			return FORMATS[params['format'] as keyof typeof FORMATS].violation;
		case 'uniqueItems':
			return 'must only contain unique elements';
		default:
			return message;
	}
}

const list = (values: unknown) => (values as unknown[]).join(', ');

function sizeProblem(min: number, max?: number): string {
	return max === undefined
		? `size must be at least ${min}`
		: `size must be between ${min} and ${max}`;
}

function checkOf(rule: (value: unknown) => Violation | undefined): DataValidateFunction {
	const check: DataValidateFunction = (value: unknown) => {
		const found = rule(value);
		if (found === undefined) return true;
		const { violation, ...params } = typeof found === 'string' ? { violation: found } : found;
		check.errors = [{ keyword: 'rule', message: violation, params }];
		return false;
	};
	return check;
}
