/** docs/fields.md is what `npm run fields` would write now. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { fieldReference } from '../../docs/fields/reference.mts';

const root = join(import.meta.dirname, '..', '..');
const built = builtTypes(root);
const page = readFileSync(join(root, 'docs', 'fields.md'), 'utf8');

it('is up to date; else run `npm run fields` and commit docs/fields.md', () => {
	expect(page).toBe(fieldReference(built));
});

it('has every field, also of those in lists', () => {
	const names = namesIn([...built.nodes, ...built.credentials].map(({ properties }) => properties));
	expect(names.size).toBeGreaterThan(50);
	const untold = [...names].filter((name) => !page.includes(`<br>\`${name}\``));
	// The credentials have a chapter of their own; the two choices at the head are the headings; a guide
	// has what only a tool of an AI Agent shows.
	expect(untold.sort()).toEqual(['credentials', 'operation', 'resource', 'toolDescription']);
});

interface Field {
	name: string;
	type: string;
	options?: Field[];
	values?: Field[];
}

function namesIn(forms: unknown): Set<string> {
	const names = new Set<string>();
	const walk = (fields: Field[]) => {
		for (const { name, type, options = [] } of fields) {
			if (type === 'hidden' || type === 'notice') continue;
			names.add(name);
			if (type === 'collection') walk(options);
			if (type === 'fixedCollection') for (const { values = [] } of options) walk(values);
		}
	};
	(forms as Field[][]).forEach(walk);
	return names;
}
