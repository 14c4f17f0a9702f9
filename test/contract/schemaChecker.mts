import { fullFormats } from 'ajv-formats/dist/formats.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { OpenApi } from './openApi.mts';
import { DATE_TIME } from './slips.mts';

/** Holds values against schemas, which are named by their file and the way to them in it. */
export class SchemaChecker {
	readonly #documents: Map<string, OpenApi>;
	readonly #ajv = new Ajv2020({
		allErrors: true,
		discriminator: true,
		formats: { ...fullFormats, 'date-time': DATE_TIME },
		// OpenAPI has keywords of its own.
		strict: false,
		validateSchema: false,
	});
	readonly #compiled = new Map<string, ValidateFunction>();

	constructor(documents: Map<string, OpenApi>) {
		this.#documents = documents;
		for (const [file, document] of documents) this.#ajv.addSchema(document, file);
	}

	/** @returns sentences; empty when the value has the schema */
	check(file: string, at: string[], value: unknown): string[] {
		const validate = this.#compile(`${file}#${pointer(at)}`);
		if (validate(value)) return [];
		return [...new Set((validate.errors ?? []).map(sentence))];
	}

	/** The `type` of a schema, through a reference to a component. */
	typeOf(file: string, schema: { type?: string; $ref?: string }): string | undefined {
		const name = schema.$ref?.split('/').at(-1);
		const target =
			name === undefined ? schema : this.#documents.get(file)?.components.schemas[name];
		return typeof target?.type === 'string' ? target.type : undefined;
	}

	#compile(reference: string): ValidateFunction {
		const known = this.#compiled.get(reference);
		if (known) return known;
		const compiled = this.#ajv.compile({ $ref: reference });
		this.#compiled.set(reference, compiled);
		return compiled;
	}
}

/** RFC 6901, in a URI fragment. */
function pointer(at: string[]): string {
	return at
		.map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
		.join('');
}

function sentence({ instancePath, keyword, message = '', params }: ErrorObject): string {
	const where = instancePath
		.replace(/\/(\d+)/g, '[$1]')
		.replaceAll('/', '.')
		.replace(/^\./, '');
	return `${where || 'the whole'} ${detail(keyword, message, params as Record<string, unknown>)}`;
}

function detail(keyword: string, message: string, params: Record<string, unknown>): string {
	switch (keyword) {
		case 'unevaluatedProperties':
			return `has the unknown member "${String(params.unevaluatedProperty)}"`;
		case 'enum':
			return `must be one of ${(params.allowedValues as unknown[]).join(', ')}`;
		case 'discriminator':
			return `has no known "${String(params.tag)}"`;
		default:
			return message;
	}
}
