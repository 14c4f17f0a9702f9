import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ANY_VALUES, ENUM_MEANS_ITEMS, NOT_REALLY_REQUIRED } from './slips.mts';

export type Json = Record<string, unknown>;

export interface Parameter {
	name: string;
	in: 'query' | 'path';
	required?: boolean;
	schema: { type?: string; $ref?: string };
}

interface Media {
	content?: { 'application/json'?: { schema?: Json } };
}

export interface Operation {
	parameters?: Parameter[];
	requestBody?: Media & { required?: boolean };
	responses: Record<string, Media & { $ref?: string }>;
}

/** One of Infobip's OpenAPI files. */
export interface OpenApi {
	paths: Record<string, Record<string, Operation>>;
	webhooks?: Record<string, { post: { requestBody: Media } }>;
	components: { schemas: Record<string, Json> };
}

/** @returns the file with its known slips mended; undefined when there is no such file */
export function readOpenApi(folder: string, file: string): OpenApi | undefined {
	const path = join(folder, file);
	if (!existsSync(path)) return undefined;
	const document = JSON.parse(readFileSync(path, 'utf8')) as OpenApi;
	mendSlips(file, document);
	clarifyChoices(document);
	return document;
}

/** @throws Error when a slip is gone from the file, so that its exception goes too */
function mendSlips(file: string, { components: { schemas } }: OpenApi): void {
	for (const { schema, members } of NOT_REALLY_REQUIRED.filter((slip) => slip.file === file)) {
		const { required } = schemas[schema] ?? {};
		if (!Array.isArray(required) || !members.every((member) => required.includes(member))) {
			throw new Error(`${file}: ${schema} does not demand ${members.join(', ')} any more`);
		}
		schemas[schema] = {
			...schemas[schema],
			required: required.filter((member: string) => !members.includes(member)),
		};
	}
	for (const { schema, member } of ANY_VALUES.filter((slip) => slip.file === file)) {
		mendMember(schemas, schema, member, () => ({ type: 'object' }));
	}
	for (const { schema, member } of ENUM_MEANS_ITEMS.filter((slip) => slip.file === file)) {
		mendMember(schemas, schema, member, (list) =>
			Object.fromEntries(Object.entries(list).filter(([keyword]) => keyword !== 'enum')),
		);
	}
}

/** @throws Error when there is nothing to mend any more */
function mendMember(
	schemas: Record<string, Json>,
	schema: string,
	member: string,
	mend: (described: Json) => Json,
): void {
	const before = JSON.stringify(schemas[schema]);
	const after = JSON.stringify(schemas[schema], (key, value: unknown) =>
		key === member ? mend(value as Json) : value,
	);
	if (before === after) throw new Error(`${schema}.${member} has nothing to mend any more`);
	schemas[schema] = JSON.parse(after) as Json;
}

/**
 * Says the same in a way that a violation names the one field that is wrong, and not every
 * alternative: a choice of one is no choice, and where every alternative fixes the same member to a
 * constant, that member decides which of them counts.
 */
function clarifyChoices(value: unknown): void {
	if (Array.isArray(value)) {
		value.forEach(clarifyChoices);
	} else if (typeof value === 'object' && value !== null) {
		const schema = value as Json;
		if (Array.isArray(schema.oneOf) && schema.oneOf.length === 1) {
			schema.allOf = schema.oneOf;
			delete schema.oneOf;
		} else if (Array.isArray(schema.oneOf)) {
			const tags = schema.oneOf.map(constantMember);
			const [tag] = tags;
			if (tag !== undefined && tags.every((other) => other === tag)) {
				// The type too: a discriminator alone says nothing about what is no object.
				Object.assign(schema, { type: 'object', discriminator: { propertyName: tag } });
			}
		}
		Object.values(schema).forEach(clarifyChoices);
	}
}

function constantMember(alternative: unknown): string | undefined {
	const { properties = {} } = alternative as { properties?: Record<string, Json> };
	return Object.keys(properties).find((name) => 'const' in (properties[name] ?? {}));
}
