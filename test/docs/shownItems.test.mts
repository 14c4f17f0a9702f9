/** Items that the guides show have the members that the nodes output, and so have the expressions. */
import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { parseReceivedMessages } from '../../infobip/event/receivedMessage.ts';
import { parseSentMessage } from '../../infobip/message/sentMessage.ts';
import { codeBlocksOf } from './markdown.mts';
import { pages, ROOT } from './pages.mts';

const [received] = parseReceivedMessages({ results: [{}] }, false) ?? [];
const receivedMembers = Object.keys(received ?? {}).sort();
const sentMembers = Object.keys(parseSentMessage({})).sort();

const shown = pages.flatMap(({ path, content }) =>
	codeBlocksOf(content)
		.filter(({ language }) => language === 'json')
		.map(({ code, line }) => ({
			place: `${path}:${line}`,
			members: Object.keys(JSON.parse(code) as object).sort(),
		})),
);

it.each([
	['a received message', 'event', receivedMembers],
	['a sent message', 'bulkId', sentMembers],
])('%s is shown with all its members', (_, characteristic, members) => {
	const items = shown.filter((item) => item.members.includes(characteristic));
	expect(items).not.toEqual([]);
	for (const item of items) expect(item).toEqual({ ...item, members });
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
