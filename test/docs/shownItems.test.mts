/** Items that the guides show have the members that the nodes output, and so have the expressions. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { parseEvent } from '../../infobip/inbound/parseEvents.ts';
import { codeBlocksOf } from './markdown.mts';
import { pages, ROOT } from './pages.mts';

/** Every event has these, and may have those of the preview. */
const always = Object.keys(
	parseEvent({}, { includeRaw: false, expected: 'messageReceived' }),
).filter((name) => name !== 'raw');
const preview = join(ROOT, 'nodes/InfobipFacebookTrigger/__schema__/v1.0.0/output.json');
const { properties } = JSON.parse(readFileSync(preview, 'utf8')) as { properties: object };
const receivedMembers = Object.keys(properties);
const sentMembers = ['messageId', 'status', 'to'];

const shown = pages.flatMap(({ path, content }) =>
	codeBlocksOf(content)
		.filter(({ language }) => language === 'json')
		.map(({ code, line }) => ({
			place: `${path}:${line}`,
			members: Object.keys(JSON.parse(code) as object).sort(),
		})),
);

it('a received message is shown as it comes', () => {
	const items = shown.filter(({ members }) => members.includes('event'));
	expect(items).not.toEqual([]);
	for (const { place, members } of items) {
		expect([place, always.filter((name) => !members.includes(name))]).toEqual([place, []]);
		expect([place, members.filter((name) => !receivedMembers.includes(name))]).toEqual([place, []]);
	}
});

it('a sent message is shown with all its members', () => {
	const items = shown.filter(({ members }) => members.includes('status'));
	expect(items).not.toEqual([]);
	for (const item of items) expect(item).toEqual({ ...item, members: sentMembers });
});

it('refers in expressions to our nodes by the names that n8n gives them, and to what they output', () => {
	const names = builtTypes(ROOT).nodes.map(({ defaults }) => String(defaults.name));
	const expressions = pages.flatMap(({ path, content }) =>
		[...content.matchAll(/\$\('([^']+)'\)\.item\.json\.(\w+)/g)].map(([, node, member]) => ({
			path,
			node: node!,
			member: member!,
		})),
	);
	expect(expressions).not.toEqual([]);
	const wrong = expressions.filter(
		({ node, member }) => !names.includes(node) || !receivedMembers.includes(member),
	);
	expect(wrong).toEqual([]);
});
