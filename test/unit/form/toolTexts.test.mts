/**
 * What a language model reads of the action node as a tool: n8n makes the tool's description from the
 * operation's `action` and the node's name, and the editor shows a field's description where a person
 * writes the prompt for it.
 */
import { resources } from '../../../nodes/InfobipFacebook/resources.ts';

const operations = resources.flatMap(({ option: { value: resource }, operations: ofResource }) =>
	ofResource.map(({ option, properties }) => ({
		name: `${resource} ${option.value}`,
		action: option.action ?? '',
		description: option.description ?? '',
		properties,
	})),
);
const deleting = operations.filter(({ name }) => name.endsWith(' delete'));

it('tells every operation from every other', () => {
	expect(new Set(operations.map(({ action }) => action)).size).toBe(operations.length);
	for (const { action } of operations) expect(action).toMatch(/^[A-Z][a-z]+ .*\w$/);
});

it.each(operations)('describes $name', ({ description }) => {
	expect(description).toMatch(/.{15,}/);
});

it('knows what deletes', () => {
	expect(deleting.map(({ name }) => name)).toEqual([
		'application delete',
		'configuration delete',
		'action delete',
	]);
});

it.each(deleting)('says of $name that it deletes, and that it is for good', (operation) => {
	expect(operation.action).toMatch(/^Delete an? \w+$/);
	expect(operation.description).toMatch(/^Delete an? \w+ for good\b/);
});

it.each(operations)('describes each field of $name that a model can fill in', ({ properties }) => {
	const silent = properties
		.filter(({ type }) => ['string', 'number', 'json', 'resourceLocator'].includes(type))
		.filter(({ description = '' }) => description === '');
	expect(silent.map(({ displayName }) => displayName)).toEqual([]);
});

it('can put every description into $fromAI as it is', () => {
	// The editor writes it between back ticks, in which these would end it or begin an expression.
	const descriptions = operations.flatMap(({ properties }) =>
		properties.map(({ description = '' }) => description),
	);
	expect(descriptions.filter((text) => /`|\$\{|\\|\}\}/.test(text))).toEqual([]);
});
