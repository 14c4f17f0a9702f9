import fc from 'fast-check';
import { Workflow } from 'n8n-workflow';
import type { IDataObject, INodeTypes } from 'n8n-workflow';

import { holdsExpression, parsePlain, plainValue } from '../../../nodes/form/expression.ts';

const NODE = {
	id: '1',
	name: 'Node',
	type: 'any',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters: {},
};

/** What n8n makes of the expression for this item. */
function evaluated(expression: string, json: IDataObject): unknown {
	const nodeTypes = {
		getByNameAndVersion: () => ({ description: { properties: [] } }),
	} as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [NODE], connections: {}, active: false, nodeTypes });
	return workflow.expression.getParameterValue(
		expression,
		null,
		0,
		0,
		NODE.name,
		[{ json }],
		'manual',
		{},
	);
}

/** What we make of it; undefined if it is left to n8n. */
function ours(expression: unknown, json: IDataObject): unknown {
	const plain = parsePlain(expression);
	return plain && plainValue(plain, json);
}

it.each([
	['={{ $json.to }}', [['to']]],
	['={{$json.to}}', [['to']]],
	['={{ $json.customer.id }}', [['customer', 'id']]],
	['={{  $json.to  }}', [['to']]],
	['={{ $json.to }} and more', [['to'], ' and more']],
	['={{ $json._a1 }}', [['_a1']]],
	["={{ $json['user key'].id }}", [['user key', 'id']]],
	['={{ $json.a["b.c"] }}', [['a', 'b.c']]],
	['=Hello {{ $json.name }}!', ['Hello ', ['name'], '!']],
	['={{ $json.a }}{{ $json.b }}', [['a'], ['b']]],
])('%s names fields alone', (expression, parts) => {
	expect(parsePlain(expression)).toEqual(parts);
});

it.each([
	'$json.to',
	'Hello {{ $json.name }}',
	'=Hello',
	'=',
	'={{ $json }}',
	'={{ $json.to + 1 }}',
	'={{ $json.to.trim() }}',
	'={{ $json.list[0] }}',
	'={{ $json?.to }}',
	"={{ $json['a\\'b'] }}",
	"={{ $('Trigger').item.json.from }}",
	'={{ $json.to }} and {{ $now }}',
	'=\\{{ $json.to }}',
	'={{{ $json.to }}}',
	42,
	undefined,
])('%s is for n8n', (parameter) => {
	expect(parsePlain(parameter)).toBeUndefined();
});

it.each<[string, IDataObject]>([
	['a missing field', {}],
	['null', { to: null }],
	['an object', { to: { id: 1 } }],
	['a list', { to: [1] }],
	['what every object has', Object.create({ to: 'inherited' }) as IDataObject],
])('%s is for n8n', (_case, item) => {
	expect(ours('={{ $json.to }}', item)).toBeUndefined();
	expect(ours('=Hello {{ $json.to }}', item)).toBeUndefined();
});

it("of a text, a list or a number no field of the language's own is read", () => {
	expect(ours('={{ $json.to.length }}', { to: 'text' })).toBeUndefined();
	expect(ours('={{ $json.to.length }}', { to: [1, 2] })).toBeUndefined();
	expect(ours('={{ $json.to.constructor }}', { to: 1 })).toBeUndefined();
	expect(ours('={{ $json.constructor.name }}', {})).toBeUndefined();
});

it.each<[unknown, boolean]>([
	['=x', true],
	[' =x', false],
	['x=', false],
	['', false],
	[null, false],
	[7, false],
	[{ a: 'x', b: ['y', '=z'] }, true],
	[{ a: 'x', b: ['y'] }, false],
	[[], false],
])('an expression is in %j: %s', (value, expected) => {
	expect(holdsExpression(value)).toBe(expected);
});

it.each<[string, IDataObject, unknown]>([
	['={{ $json.a }}', { a: true }, true],
	['={{ $json.a }}', { a: Number.NaN }, Number.NaN],
	['=x {{ $json.a }}', { a: 1.5 }, 'x 1.5'],
	['=x {{ $json.a }}', { a: true }, undefined],
	['=x {{ $json.a }}', { a: Infinity }, undefined],
	['={{ $json.a.b }}', { a: { b: 'x' } }, 'x'],
	['={{ $json.a.b }}', { a: new Date(0) }, undefined],
	['={{ $json.a.b }}', { a: null }, undefined],
])('%s of %j is %j', (expression, item, value) => {
	expect(ours(expression, item)).toEqual(value);
});

const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_ .-]{0,8}$/);
const leaf = fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.double(), fc.boolean());

it('a field alone: gives what n8n gives, whatever the item and the name', () => {
	fc.assert(
		fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), leaf, (path, value) => {
			const json = path.reduceRight<unknown>((inner, step) => ({ [step]: inner }), value);
			const expression = `={{ $json${path.map((step) => `['${step}']`).join('')} }}`;
			expect(ours(expression, json as IDataObject)).toEqual(
				evaluated(expression, json as IDataObject),
			);
		}),
	);
});

it('fields among text: gives what n8n gives, or leaves it to n8n', () => {
	const text = fc.string({ unit: 'grapheme' }).filter((one) => !/[\\{}]/.test(one));
	const parts = fc.array(fc.tuple(text, leaf), { minLength: 1, maxLength: 4 });
	fc.assert(
		fc.property(parts, text, (pairs, end) => {
			const json = Object.fromEntries(pairs.map(([, value], index) => [`f${index}`, value]));
			const body = pairs.map(([before], index) => `${before}{{ $json.f${index} }}`).join('');
			const expression = `=${body}${end}`;
			const value = ours(expression, json);
			const isLeft = value === undefined;
			const odd = Object.values(json).some((one) => typeof one !== 'string');
			if (isLeft) expect(odd).toBe(true);
			else expect(value).toEqual(evaluated(expression, json));
		}),
		{ numRuns: 1000 },
	);
});
