/**
 * Rules for community nodes that n8n has merged or proposed and not published yet: one credential for
 * a node, and categories of n8n's own list without subcategories.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { INodeTypeDescription } from 'n8n-workflow';

import { InfobipFacebook } from '../../nodes/InfobipFacebook/InfobipFacebook.node.ts';
import { InfobipFacebookTrigger } from '../../nodes/InfobipFacebookTrigger/InfobipFacebookTrigger.node.ts';

/** As n8n's documentation of codex files lists them. `AI` needs subcategories and n8n's AI SDK. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

interface Codex {
	categories?: string[];
	subcategories?: object;
}

const nodes: [string, INodeTypeDescription][] = [
	['InfobipFacebook', new InfobipFacebook().description],
	['InfobipFacebookTrigger', new InfobipFacebookTrigger().description],
];

describe.each(nodes)('%s', (name, description) => {
	const path = join(import.meta.dirname, '..', '..', 'nodes', name, `${name}.node.json`);
	const codex = JSON.parse(readFileSync(path, 'utf8')) as Codex;

	it('asks for one credential', () => {
		expect(description.credentials?.map((credential) => credential.name)).toEqual([
			'infobipFacebookApi',
		]);
	});

	it('is in categories that n8n lists', () => {
		const { categories = [] } = codex;
		expect(categories).not.toEqual([]);
		expect(categories.filter((category) => !CATEGORIES.includes(category))).toEqual([]);
		expect(codex.subcategories).toBeUndefined();
		expect(description.codex).toBeUndefined();
	});

	it('has no hint of more than 120 characters, and no colour of n8n’s own', () => {
		const hints = [...JSON.stringify(description).matchAll(/"hint":"((?:[^"\\]|\\.)*)"/g)];
		expect(hints.filter(([, hint = '']) => hint.length > 120)).toEqual([]);
		expect(description.defaults).toEqual({ name: description.displayName });
	});
});
