import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';

import type { Resource } from './operation';

/** The whole form: the choice of resource, of operation, and the fields of each operation. */
export function describeResources(
	resources: readonly [Resource, ...Resource[]],
	initial: string,
): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ option }) => option),
			default: initial,
		},
		...resources.flatMap(describeResource),
	];
}

function describeResource({ option, operations }: Resource): INodeProperties[] {
	const show = { resource: [option.value] };
	const initial = operations[0].option.value;
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show },
			options: operations.map((operation) => operation.option),
			default: initial,
		},
		...fieldsOf(operations).flatMap(([property, users]) =>
			updateDisplayOptions({ show: { ...show, operation: users } }, [property]),
		),
	];
}

/** Each field once, in the order of its first appearance, with the operations that have it. */
function fieldsOf(operations: Resource['operations']): Array<[INodeProperties, string[]]> {
	const fields = new Map<INodeProperties, string[]>();
	for (const { option, properties } of operations) {
		for (const property of properties) {
			fields.set(property, [...(fields.get(property) ?? []), option.value]);
		}
	}
	return [...fields];
}
