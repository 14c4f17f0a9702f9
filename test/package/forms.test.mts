/** What makes the forms easy to fill in, held against the built descriptions, so that no field is forgotten. */
import type { INodeProperties, INodePropertyCollection, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { choicesOf } from '../../docs/fields/conditions.mts';
import { ROOT } from '../docs/pages.mts';

const { nodes, credentials } = builtTypes(ROOT);
const [action, trigger] = nodes as [INodeTypeDescription, INodeTypeDescription];

interface Level {
	place: string;
	fields: readonly INodeProperties[];
}

/** The form itself, and each list of fields inside it. */
function levelsOf(place: string, fields: readonly INodeProperties[]): Level[] {
	return [
		{ place, fields },
		...fields.flatMap(({ displayName, type, options = [] }) => {
			const inner = `${place} → ${displayName}`;
			if (type === 'collection') return levelsOf(inner, options as INodeProperties[]);
			if (type !== 'fixedCollection') return [];
			return (options as INodePropertyCollection[]).flatMap(({ values }) =>
				levelsOf(inner, values),
			);
		}),
	];
}

const levels = [...nodes, ...credentials].flatMap(({ displayName, properties }) =>
	levelsOf(displayName, properties),
);
const everyField = levels.flatMap(({ place, fields }) =>
	fields.map((field) => ({ name: `${place} → ${field.displayName}`, field })),
);

/** The labels that a new node shows, from top to bottom. */
function shownBy(description: INodeTypeDescription, parameters: Record<string, string>): string[] {
	const node = { typeVersion: 1 };
	const values = NodeHelpers.getNodeParameters(
		description.properties,
		parameters,
		true,
		false,
		{ ...node },
		description,
	);
	return description.properties
		.filter(({ type }) => type !== 'hidden')
		.filter((field) => NodeHelpers.displayParameter(values ?? {}, field, node, description))
		.map(({ displayName }) => displayName);
}

it('finds the fields', () => {
	expect(everyField.length).toBeGreaterThan(300);
});

describe('a field comes behind what decides whether it is shown', () => {
	it.each(levels)('$place', ({ fields }) => {
		const early = fields.filter(({ displayOptions }, index) =>
			Object.keys({ ...displayOptions?.show, ...displayOptions?.hide })
				// One with a slash is of the form itself, which is above all lists.
				.filter((name) => /^\w+$/.test(name))
				.some((name) => fields.findIndex((field) => field.name === name) >= index),
		);
		expect(early.map(({ displayName }) => displayName)).toEqual([]);
	});
});

it('a unit is next to its number', () => {
	const apart = levels.flatMap(({ place, fields }) =>
		fields
			.filter(({ name }, index) => {
				const [, number] = /^(.+)Unit$/.exec(name) ?? [];
				const before = fields[index - 1]?.name;
				return number !== undefined && before !== number && before !== `${number}Amount`;
			})
			.map(({ displayName }) => `${place} → ${displayName}`),
	);
	expect(apart).toEqual([]);
});

it('the switch is before the attachments that it downloads', () => {
	const options = trigger.properties.find(({ name }) => name === 'receiveOptions')?.options ?? [];
	const names = options.map(({ name }) => name);
	expect(names[0]).toBe('downloadAttachments');
	expect(names.slice(1, 4).every((name) => name.startsWith('attachment'))).toBe(true);
});

it('each entry of a list is called by one of its fields', () => {
	const lists = everyField.filter(
		({ field: { type, typeOptions } }) => type === 'fixedCollection' && typeOptions?.multipleValues,
	);
	const untitled = lists.filter(({ field }) => {
		const title = field.typeOptions?.fixedCollection?.itemTitle ?? '';
		const [, name] = /^=\{\{ \$collection\.item\.value\.(\w+) \}\}$/.exec(title) ?? [];
		const [entry] = (field.options ?? []) as INodePropertyCollection[];
		return !entry?.values.some((value) => value.name === name);
	});
	expect(lists.length).toBeGreaterThan(8);
	expect(untitled.map(({ name }) => name)).toEqual([]);
});

it('days go from Monday to Sunday', () => {
	const ofDays = everyField.filter(({ field }) =>
		choicesOf(field).some(({ value }) => value === 'SUNDAY'),
	);
	expect(ofDays.length).toBeGreaterThan(0);
	for (const { field } of ofDays) {
		expect(choicesOf(field).map(({ name }) => name)).toEqual([
			'Monday',
			'Tuesday',
			'Wednesday',
			'Thursday',
			'Friday',
			'Saturday',
			'Sunday',
		]);
	}
});

it('a location has no coordinates to begin with', () => {
	const coordinates = everyField.filter(({ field }) => /^(lat|long)itude$/.test(field.name));
	expect(coordinates.length).toBeGreaterThan(1);
	expect(coordinates.map(({ field }) => [field.default, field.required])).toEqual(
		coordinates.map(() => ['', true]),
	);
});

it('a required field begins empty, or with something that works', () => {
	const filled = everyField
		.filter(({ field }) => field.required === true && field.type === 'string')
		.filter(({ field }) => field.default !== '')
		.map(({ field }) => field.name);
	expect([...new Set(filled)].toSorted()).toEqual(['baseUrl', 'binaryField', 'to', 'userKey']);
});

describe('the first form that a user sees', () => {
	it('of the action node has seven blocks', () => {
		expect(shownBy(action, {})).toEqual([
			...['Credential', 'Resource', 'Operation'],
			...['Send From', 'To', 'Text', 'Options'],
		]);
	});

	it('of the trigger has no key to enter', () => {
		expect(shownBy(trigger, {})).toEqual([
			...['Receive Through', 'Trigger On', 'Replies to Waiting Executions'],
			...['Filters', 'Options'],
		]);
	});

	it('of Typing or Seen has no options', () => {
		expect(shownBy(action, { operation: 'sendTypingOrSeen' })).toEqual([
			...['Credential', 'Resource', 'Operation'],
			...['Send From', 'To', 'Show'],
		]);
	});
});

it('what is used most comes first', () => {
	const choices = (node: INodeTypeDescription, name: string) =>
		choicesOf(node.properties.find((field) => field.name === name)!).map((choice) => choice.name);
	expect(choices(action, 'resource')[0]).toBe('Message');
	expect(choices(action, 'operation')[0]).toBe('Send Text');
	expect(choices(trigger, 'triggerOn')[0]).toBe('Message Received');
});

it('the trigger’s panel has a hint for both states, and claims nothing before it is so', () => {
	const { triggerPanel, activationMessage } = trigger;
	expect(typeof triggerPanel === 'object' && triggerPanel.activationHint).toEqual({
		active: expect.stringMatching(/\w/) as string,
		inactive: expect.stringMatching(/\w/) as string,
	});
	expect(activationMessage).toMatch(/^Once the workflow is published, /);
});
