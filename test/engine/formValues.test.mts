/**
 * Every field of every operation, taken from the descriptions, against each kind of value that an
 * expression can give. The rule is the one of `nodes/form/values.ts`: taken as meant, or refused with
 * the label of the field before anything is sent.
 */
import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/InfobipFacebook/resources.ts';
import { DEMO_PAGE_ID } from '../../sandbox/server.mts';
import { Account, picked } from './account.mts';
import { startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

/** Expressions, by what they give. */
const GIVES = {
	'an unsafe integer': '={{ 24060000000000001 }}',
	'an object': '={{ ({ a: 1 }) }}',
	'half a character': '={{ "\\ud83d" }}',
	'a word': '={{ "perhaps" }}',
	nothing: '={{ undefined }}',
	'true as a text': '={{ "true" }}',
	'a safe number': '={{ 12 }}',
} as const;

type Given = keyof typeof GIVES;

/** Fields that take an object as JSON, though they are texts. */
const JSON_TEXTS = ['callbackData'];
/** Fields that fall back on the credential, and filters: an expression that finds nothing is refused. */
const NEVER_EMPTY = ['pageId', 'applicationKey', 'appId', 'appSecret', 'pageAccessToken'];

/** What has to be refused, by the kind of the field. */
function refusedOf({ type, name, options, typeOptions }: INodeProperties): Given[] {
	const empty: Given[] = NEVER_EMPTY.includes(name) ? ['nothing'] : [];
	switch (type) {
		case 'string':
		case 'resourceLocator':
			return JSON_TEXTS.includes(name)
				? ['an unsafe integer', 'half a character']
				: ['an unsafe integer', 'an object', 'half a character', ...empty];
		case 'number':
			return ['an object', 'a word', 'true as a text'];
		case 'boolean':
			return ['an object', 'a word', 'a safe number'];
		case 'options':
			return options && typeOptions === undefined ? ['an object', 'a word', 'a safe number'] : [];
		case 'dateTime':
			return ['an object', 'a word', 'a safe number', 'an unsafe integer'];
		case 'json':
			return ['a word', 'half a character'];
		default:
			return [];
	}
}

const TAKEN: Partial<Record<INodeProperties['type'], Given[]>> = {
	boolean: ['true as a text'],
	number: ['a safe number'],
};

const postback = { type: 'postback', title: 'Buy', payload: 'BUY' };

/** What an operation needs beside the field in question. */
const NEEDED: INodeParameters = {
	sendFrom: 'page',
	readFrom: 'page',
	checkWhat: 'page',
	to: '24060000000000001',
	text: 'Hello',
	message: 'Hello?',
	url: 'https://example.com/mug.png',
	latitude: 1,
	longitude: 2,
	buttons: { button: [postback] },
	cards: { card: [{ title: 'Mug' }] },
	optInCards: { card: [{ title: 'News', payload: 'NEWS' }] },
	title: 'News',
	payload: 'NEWS',
	forwardUrl: 'https://hooks.example.com/1',
	configurationKey: picked('AB'),
	actionKey: picked('CD'),
	userKey: '24060000000000001',
};

interface Case {
	name: string;
	label: string;
	parameters: INodeParameters;
	isTaken: boolean;
}

const SKIPPED = ['sendAndWait', 'getCustomerProfile'];

const cases: Case[] = resources.flatMap(({ option: { value: resource }, operations }) =>
	operations
		.filter(({ option }) => !SKIPPED.includes(option.value))
		.flatMap(({ option: { value: operation }, properties }) =>
			properties.flatMap((property) =>
				property.name === 'options'
					? (property.options as INodeProperties[]).flatMap((inner) =>
							casesOf(resource, operation, inner, true),
						)
					: casesOf(resource, operation, property, false),
			),
		),
);

function casesOf(
	resource: string,
	operation: string,
	property: INodeProperties,
	isOption: boolean,
): Case[] {
	const { name, displayName, displayOptions } = property;
	const shown = Object.entries(displayOptions?.show ?? {}).map(([field, values]) => {
		const value = (values as unknown[]).includes('page') ? 'page' : values?.[0];
		return [field.replace('/', ''), value] as const;
	});
	const inOptions = shown.filter(([field]) => isOption && !(field in NEEDED));
	const base = { resource, operation, ...NEEDED, ...Object.fromEntries(shown) } as INodeParameters;
	const own = resource === 'message' ? {} : { applicationKey: picked('AB') };
	const caseOf = (given: Given, isTaken: boolean): Case => {
		const value = property.type === 'resourceLocator' ? picked(GIVES[given]) : GIVES[given];
		const parameters: INodeParameters = isOption
			? { ...base, ...own, options: { ...Object.fromEntries(inOptions), [name]: value } }
			: { ...base, ...own, [name]: value };
		return {
			name: `${resource} ${operation}: ${displayName}, given ${given}`,
			label: displayName.replace(/^(Audio|File|Image|Video) URL$/, 'URL'),
			parameters: parameters,
			isTaken,
		};
	};
	return [
		...refusedOf(property).map((given) => caseOf(given, false)),
		...(TAKEN[property.type] ?? []).map((given) => caseOf(given, true)),
	];
}

it('covers every operation and most fields', () => {
	expect(cases.length).toBeGreaterThan(500);
});

it.each(cases)('$name', async ({ label, parameters, isTaken }) => {
	account.reset();
	account.sandbox.addPage();
	const usesApplication =
		parameters['sendFrom'] === 'application' ||
		['application', 'configuration', 'action'].includes(String(parameters['resource']));
	const problem = await engine
		.run({
			node: 'infobipFacebook',
			parameters,
			credentials: account.credentials(usesApplication ? {} : { pageId: DEMO_PAGE_ID }),
		})
		.then(
			() => undefined,
			(error: unknown) => String(error),
		);
	if (isTaken) return expect(problem ?? '').not.toContain(`'${label}' is`);
	// "Bulk IDs" is "Bulk ID" to an error, and "Application ID" "Platform Application ID".
	expect(problem).toContain(`${label.replace(/IDs$/, 'ID')}'`);
	return expect(account.calls().filter((call) => !call.startsWith('GET'))).toEqual([]);
});
