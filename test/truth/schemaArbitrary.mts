import fc from 'fast-check';

import type { Json, OpenApi } from '../contract/openApi.mts';

/** Values that a schema of Infobip's allows: optional members may be missing. */
export function schemaArbitrary({ components: { schemas } }: OpenApi, name: string) {
	return arbitraryOf({ $ref: `#/components/schemas/${name}` }, 0);

	function arbitraryOf(schema: Json, depth: number): fc.Arbitrary<unknown> {
		if (depth > 12) return fc.constant(null);
		if (typeof schema['$ref'] === 'string') {
			return arbitraryOf(schemas[schema['$ref'].split('/').at(-1)!] ?? {}, depth + 1);
		}
		if ('const' in schema) return fc.constant(schema['const']);
		if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
		const choices = (schema['oneOf'] ?? schema['anyOf']) as Json[] | undefined;
		if (choices) return fc.oneof(...choices.map((choice) => arbitraryOf(choice, depth + 1)));
		if (schema['allOf'] ?? schema['properties']) return objectOf(schema, depth);
		switch (schema['type']) {
			case 'array':
				return fc.array(arbitraryOf(schema['items'] as Json, depth + 1), {
					minLength: 1,
					maxLength: 4,
				});
			case 'integer':
			case 'number':
				return fc.integer({ min: 0, max: 80 });
			case 'boolean':
				return fc.boolean();
			case 'object':
				return fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), fc.constant({ of: 'any' }), {
					maxKeys: 2,
				});
			default:
				return schema['format'] === 'date-time'
					? fc
							.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
							.map((date) => date.toISOString().replace('Z', '+0000'))
					: fc.stringMatching(/^[A-Za-z]{3,12}$/);
		}
	}

	function objectOf(schema: Json, depth: number): fc.Arbitrary<unknown> {
		const members = membersOf(schema);
		const required = [...members].filter(([, one]) => one.isRequired).map(([name]) => name);
		return fc.record(
			Object.fromEntries(
				[...members].map(([name, one]) => [name, arbitraryOf(one.schema, depth + 1)]),
			),
			{ requiredKeys: required, noNullPrototype: true },
		);
	}

	/** Of an object and all that it is put together from; the last word on a member counts. */
	function membersOf(schema: Json): Map<string, { schema: Json; isRequired: boolean }> {
		const members = new Map<string, { schema: Json; isRequired: boolean }>();
		const parts = (schema['allOf'] ?? []) as Json[];
		for (const part of parts) {
			const { $ref } = part as { $ref?: string };
			const whole = $ref === undefined ? part : (schemas[$ref.split('/').at(-1)!] ?? {});
			for (const [name, member] of membersOf(whole)) members.set(name, member);
		}
		const required = (schema['required'] ?? []) as string[];
		for (const [name, member] of Object.entries((schema['properties'] ?? {}) as Json)) {
			members.set(name, { schema: member as Json, isRequired: required.includes(name) });
		}
		for (const name of required) {
			const member = members.get(name);
			if (member) members.set(name, { ...member, isRequired: true });
		}
		return members;
	}
}
