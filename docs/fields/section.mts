import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { conditionsOf, isShownIn } from './conditions.mts';
import type { Condition, Scopes } from './conditions.mts';
import { defaultOf, innerFields, kindOf, nameCell, whatCell } from './table.mts';

/** What a form has besides fields; the credential has a chapter of its own. */
const NOT_FIELDS: readonly INodeProperties['type'][] = ['hidden', 'notice', 'credentials'];

export type Operation = INodePropertyOptions;

/** A field, with all the operations whose form has it in the same words. */
export interface Row {
	label: string;
	name: string;
	kind: string;
	/** What is set to begin with, and in which operations. */
	defaults: Map<string, Set<Operation>>;
	conditions: Condition[];
	what: string;
	operations: Set<Operation>;
	/** The fields in it. */
	inner?: Section;
}

/** The fields of a form, or of one list in it, of several operations. */
export class Section {
	readonly rows: Row[] = [];
	readonly operations = new Set<Operation>();

	readonly title: string;

	constructor(title: string) {
		this.title = title;
	}

	add(properties: readonly INodeProperties[], operation: Operation, scopes: Scopes): void {
		this.operations.add(operation);
		const shown = properties
			.filter(({ type }) => !NOT_FIELDS.includes(type))
			.filter((property) => isShownIn(property, 'operation', operation.value));
		for (const property of shown) {
			const row = this.rowOf(property, operation, scopes);
			row.operations.add(operation);
			const start = defaultOf(property);
			row.defaults.set(start, (row.defaults.get(start) ?? new Set()).add(operation));
			const fields = innerFields(property);
			row.inner?.add(fields, operation, [...scopes, fields]);
		}
	}

	private innerOf({ displayName }: INodeProperties, operation: Operation): Section {
		const isTaken = this.rows.some(({ label, inner }) => inner && label === displayName);
		const owner = isTaken ? `${this.title}: ${operation.name}` : this.title;
		return new Section(`${owner} → ${displayName}`);
	}

	/** Lists are one if they have a field in common. */
	private holdsAnyOf(fields: readonly INodeProperties[]): boolean {
		return this.rows.some(({ name }) => fields.some((field) => nameCell(field) === name));
	}

	private rowOf(property: INodeProperties, operation: Operation, scopes: Scopes): Row {
		const [name, kind, what] = [nameCell(property), kindOf(property), whatCell(property)];
		const conditions = conditionsOf(property, scopes);
		const fields = innerFields(property);
		const alike = this.rows.filter(
			(row) =>
				row.name === name &&
				row.kind === kind &&
				row.what === what &&
				(row.inner?.holdsAnyOf(fields) ?? true),
		);
		const same = alike.find((row) => keyOf(row.conditions) === keyOf(conditions));
		if (same !== undefined) return same;
		// A form may have the field twice, each for other choices of another field.
		const twin = alike.find((row) => row.operations.has(operation));
		const joined = twin && union(twin.conditions, conditions);
		if (joined !== undefined) {
			twin!.conditions = joined;
			return twin!;
		}
		const label = property.displayName;
		const operations = new Set<Operation>();
		const row: Row = { label, name, kind, defaults: new Map(), conditions, what, operations };
		if (fields.length > 0) row.inner = this.innerOf(property, operation);
		this.rows.push(row);
		return row;
	}
}

function keyOf(conditions: readonly Condition[]): string {
	return JSON.stringify(conditions.map(({ verb, field, values }) => [verb, field.name, values]));
}

/** One condition for both, if they differ in the values of one field only; none if these are all. */
function union(ones: readonly Condition[], others: readonly Condition[]): Condition[] | undefined {
	const [one, other] = [ones[0], others[0]];
	if (ones.length !== 1 || others.length !== 1 || one!.field !== other!.field) return undefined;
	if (one!.verb !== 'is' || other!.verb !== 'is') return undefined;
	const values = [...new Set([...one!.values, ...other!.values])];
	const areAll = one!.choices.every(({ value }) => values.includes(value));
	return areAll ? [] : [{ ...one!, values }];
}
