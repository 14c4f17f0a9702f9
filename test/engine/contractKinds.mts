/** The kinds of things that Infobip documents for Messenger, by which a test can say it has seen all. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { contractFolder, loadContract } from '../contract/contract.mts';

export interface Kinds {
	content: string[];
	template: string[];
	button: string[];
	quickReply: string[];
	received: string[];
}

/** Names of the Messenger API of 2026, for a run without Infobip's files. */
const KNOWN: Kinds = {
	content: [
		'AUDIO',
		'COMMENT',
		'DOCUMENT',
		'IMAGE',
		'LOCATION',
		'MARKETING_MESSAGE',
		'OPT_IN_FOLLOWUP',
		'POST',
		'SENDER_ACTION',
		'TEMPLATE',
		'TEXT',
		'VIDEO',
	],
	template: ['BUTTON', 'GENERIC', 'MARKETING_MESSAGE', 'OPT_IN', 'OPT_IN_CAROUSEL'],
	button: ['CALL', 'POSTBACK', 'URL'],
	quickReply: ['EMAIL', 'PHONE_NUMBER', 'TEXT'],
	received: [
		'AUDIO',
		'FALLBACK',
		'FILE',
		'IMAGE',
		'LOCATION',
		'LOCATION_URL',
		'POSTBACK',
		'TEXT',
		'UNKNOWN',
		'URL',
		'VIDEO',
	],
};

const SCHEMAS: Record<keyof Kinds, string> = {
	content: 'FacebookOutboundContent',
	template: 'FacebookTemplatePayload',
	button: 'Button',
	quickReply: 'FacebookMtQuickReply',
	received: 'FacebookInboundContent',
};

interface Alternatives {
	oneOf: { properties: { type: { const: string } } }[];
}

/** Sorted. Read from Infobip's files where they are present, so that a new kind is noticed. */
export function documentedKinds(): Kinds {
	if (!loadContract()) return KNOWN;
	const { components } = JSON.parse(
		readFileSync(join(contractFolder(), 'messenger.json'), 'utf8'),
	) as { components: { schemas: Record<string, Alternatives> } };
	const names = (schema: string): string[] =>
		components.schemas[schema]!.oneOf.map(({ properties: { type } }) => type.const).sort();
	return {
		content: names(SCHEMAS.content),
		template: names(SCHEMAS.template),
		button: names(SCHEMAS.button),
		quickReply: names(SCHEMAS.quickReply),
		received: names(SCHEMAS.received),
	};
}

interface Content {
	type: string;
	content?: Content;
	payload?: Template;
}

interface Template {
	type?: string;
	buttons?: { type: string }[];
	elements?: { buttons?: { type: string }[] }[];
}

/** The kinds in the body of a send request. */
export function kindsOf(body: unknown): Omit<Kinds, 'received'> {
	const { messages } = body as {
		messages: { content: Content; quickReplies?: { type: string }[] }[];
	};
	const templates = messages.flatMap(({ content }) => templatesOf(content));
	return {
		content: messages.map(({ content }) => content.type),
		template: templates.flatMap(({ type }) => type ?? []),
		button: templates
			.flatMap(({ buttons = [], elements = [] }) => [
				...buttons,
				...elements.flatMap((card) => card.buttons ?? []),
			])
			.map(({ type }) => type),
		quickReply: messages.flatMap(({ quickReplies = [] }) => quickReplies.map(({ type }) => type)),
	};
}

function templatesOf({ type, payload, content }: Content): Template[] {
	if (content) return templatesOf(content);
	return type === 'TEMPLATE' && payload ? [payload] : [];
}
