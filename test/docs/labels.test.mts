/**
 * A label that a guide writes in italics is a label of our forms, or one of n8n's own that is named
 * below. So a field that is called otherwise now is called so in the guides, too.
 */
import { builtTypes } from '../../docs/fields/builtTypes.mts';
import { emphasesOf } from './markdown.mts';
import { pages, ROOT } from './pages.mts';

/** What n8n, Infobip's portal and Meta write on their own screens. */
const OTHERS = [
	...[
		'Increment',
		'Expire',
		'Continue',
		'Continue On Fail',
		'Crashed',
		'Data Table',
		'Execute step',
		'Executions',
	],
	...['Google Drive', 'Import from File', 'Loop Over Items', 'On Error'],
	'Production URL',
	...[
		'Remove Duplicates',
		'Remove Items Processed in Previous Executions',
		'Retry',
		'Retry On Fail',
	],
	...[
		'S3',
		'Save successful production executions',
		'Schedule Trigger',
		'Aggregate',
		'Stop Workflow',
	],
	...['Save', 'Test', 'Publish'],
	...['API Keys', 'Channels and Numbers', 'Developer Tools', 'Messenger'],
	...[
		'Advanced Access',
		'Basic',
		'Engage with customers on Messenger from Meta',
		'Settings',
		'Webhooks',
		'Website',
	],
];

const labels = new Set([...labelsOf(builtTypes(ROOT)), ...OTHERS]);
/** Guides whose italics are labels; the others use them for words as well. */
const guides = pages.filter(({ path }) =>
	/^docs\/(?!README|benchmarks|facebook-api|fields)/.test(path),
);

const named = guides.flatMap(({ path, content }) =>
	emphasesOf(content).map(({ text, line }) => ({
		place: `${path}:${line}`,
		text: text.replace(/\s+/g, ' '),
	})),
);

it('finds labels in the guides', () => {
	expect(named.length).toBeGreaterThan(100);
});

it('knows every label, and every part of a path or choice', () => {
	const unknown = named.flatMap(({ place, text }) =>
		partsOf(text)
			.filter((part) => looksLikeLabel(part) && !labels.has(part))
			.map((part) => `${place} ${part}`),
	);
	expect(unknown).toEqual([]);
});

/** "Send From: Page", "Setup → Check", "Options → Message ID". */
function partsOf(text: string): string[] {
	return text.split(/\s*(?:→|:\s|,\s)\s*/).map((part) => part.trim());
}

/** A label begins with a capital; a word in italics for its own sake does not. */
function looksLikeLabel(part: string): boolean {
	return /^[A-Z]/.test(part) && !part.includes('…');
}

interface Labelled {
	displayName?: string;
	name?: string;
	properties?: Labelled[];
	options?: Labelled[];
	values?: Labelled[];
}

function labelsOf({ nodes, credentials }: { nodes: unknown[]; credentials: unknown[] }): string[] {
	const walk = (one: Labelled): string[] => [
		...[one.displayName ?? one.name ?? ''],
		...[...(one.properties ?? []), ...(one.options ?? []), ...(one.values ?? [])].flatMap(walk),
	];
	return ([...nodes, ...credentials] as Labelled[]).flatMap(walk);
}
