/** What a language model reads about each operation as a tool of an AI Agent. */
import { join } from 'node:path';

import { builtTypes } from '../../docs/fields/builtTypes.mts';

const [node] = builtTypes(join(import.meta.dirname, '..', '..')).nodes;
const operations = node!.properties
	.filter(({ name }) => name === 'operation')
	.flatMap(({ displayOptions, options = [] }) =>
		options.map((option) => ({
			resource: displayOptions?.show?.['resource']?.[0] as string,
			operation: (option as { value: string }).value,
		})),
	);

const shownFor = (resource: string, operation: string) =>
	node!.properties.filter(
		({ name, displayOptions }) =>
			name === 'toolDescription' &&
			displayOptions?.show?.['resource']?.includes(resource) &&
			displayOptions.show['operation']?.includes(operation),
	);

it('knows the operations', () => {
	expect(operations.length).toBeGreaterThan(30);
});

it.each(operations)(
	'$resource: $operation has one, which only a tool shows and every model takes',
	({ resource, operation }) => {
		const [field, ...more] = shownFor(resource, operation);
		expect(more).toEqual([]);
		expect(field?.displayOptions?.show?.['@tool']).toEqual([true]);
		// The longest that OpenAI takes.
		expect((field?.default as string).length).toBeLessThanOrEqual(1024);
		expect(field?.default).toMatch(/^[A-Z].*[^.]\.$/s);
	},
);

const sending = operations.filter(
	({ resource, operation }) => resource === 'message' && operation.startsWith('send'),
);

it.each(sending)('$operation names the 24 hours, one message, and the result', ({ operation }) => {
	const text = shownFor('message', operation)[0]?.default as string;
	expect(text).toMatch(/24 hours/);
	expect(text).toMatch(/One call sends one message to one customer/);
	expect(text).toMatch(/Returns/);
});
