import type { WorkflowFile } from '../hosts/N8nClient.mts';
import { at, objectAt } from '../hosts/jsonShape.mts';
import type { Sandbox } from '../sandbox/server.mts';
import { exampleWorkflow } from './exampleWorkflow.mts';

const PICTURES = ['mug.png', 'bowl.png'];

/** The example on the Page, with the sandbox's pictures: its file cannot know the sandbox's address. */
export function withPictures({ url }: Sandbox): WorkflowFile {
	const example = exampleWorkflow('answer-from-a-page.json');
	return { ...example, nodes: example.nodes.map((node) => withPicturesOnCards(node, url)) };
}

function withPicturesOnCards(node: WorkflowFile['nodes'][number], url: string) {
	const cards: unknown = at(node, 'parameters', 'cards', 'card');
	if (!Array.isArray(cards)) return node;
	const card = cards.map((one, index) => ({
		...objectAt(one),
		imageUrl: `${url}/_sandbox/chat/samples/${PICTURES[index % PICTURES.length] ?? ''}`,
	}));
	return { ...node, parameters: { ...objectAt(node, 'parameters'), cards: { card } } };
}
