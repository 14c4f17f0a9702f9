import {
	SEND_AND_WAIT_OPERATION,
	updateDisplayOptions,
	type INodeProperties,
	type INodePropertyOptions,
} from 'n8n-workflow';

import { asSentence } from './message/toolDescription';
import type { Operation, Resource } from './operation';

/**
 * Where n8n shows the choice of credential. Without it n8n takes the place behind the last field that
 * a credential depends on, which is between resource and operation.
 */
const credentialFirst: INodeProperties = {
	displayName: 'Credential',
	name: 'credentials',
	type: 'credentials',
	default: '',
};

/** The whole form: the choice of resource, of operation, and the fields of each operation. */
export function describeResources(
	resources: readonly [Resource, ...Resource[]],
	initial: string,
): INodeProperties[] {
	return [
		credentialFirst,
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
		...operations.map((operation) => toolDescriptionField(operation, show)),
		...fieldsOf(operations).flatMap(([property, users]) =>
			updateDisplayOptions({ show: { ...show, operation: users } }, [property]),
		),
	];
}

/**
 * What a model reads about the tool. Without this field n8n shows one of its own, and makes the text of
 * the operation's `action`, which has no room for limits.
 */
function toolDescriptionField(
	{ option, toolDescription = asSentence(option.description ?? option.name) }: Operation,
	show: { resource: Array<INodePropertyOptions['value']> },
): INodeProperties {
	return {
		displayName: 'Tool Description',
		name: 'toolDescription',
		// n8n also makes a human review of it, which has no use for a description.
		type: option.value === SEND_AND_WAIT_OPERATION ? 'hidden' : 'string',
		typeOptions: { rows: 4 },
		default: toolDescription,
		displayOptions: { show: { '@tool': [true], ...show, operation: [option.value] } },
		description: 'What the AI model reads about this tool',
	};
}

/**
 * Each field once, with the operations that have it. A field that is new goes behind the one before
 * it in its own operation, so that every operation keeps its order.
 */
function fieldsOf(operations: Resource['operations']): Array<[INodeProperties, string[]]> {
	const order: INodeProperties[] = [];
	const users = new Map<INodeProperties, string[]>();
	for (const { option, properties } of operations) {
		let place = -1;
		for (const property of properties) {
			const known = order.indexOf(property);
			place = known === -1 ? place + 1 : known;
			if (known === -1) order.splice(place, 0, property);
			users.set(property, [...(users.get(property) ?? []), option.value]);
		}
	}
	return order.map((property) => [property, users.get(property) ?? []]);
}

/** What is shown under the node on the canvas, such as "Message: Send Text", as an expression. */
export function subtitleOf(resources: readonly Resource[]): string {
	const names = (options: ReadonlyArray<Resource['option']>): string =>
		`(${JSON.stringify(Object.fromEntries(options.map(({ value, name }) => [value, name])))})`;
	const resourceNames = names(resources.map(({ option }) => option));
	const operationNames = names(
		resources.flatMap(({ operations }) => operations.map(({ option }) => option)),
	);
	return `={{ ${resourceNames}[$parameter["resource"]] + ": " + ${operationNames}[$parameter["operation"]] }}`;
}
