/**
 * Every field of every operation, taken from the descriptions, against each kind of value that an
 * expression can give. The rule is the one of `nodes/form/values.ts`: taken as meant, or refused with
 * the label of the field before anything is sent.
 */
import type { INodeParameters, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { triggerProperties } from '../../nodes/InfobipFacebookTrigger/properties.ts';
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
	'a Date': '={{ $now.plus({ days: 2 }).toJSDate() }}',
	'a DateTime': '={{ $now.plus({ days: 2 }) }}',
	'a list': '={{ ["1", "2"] }}',
	'the JSON of an object': '={{ "{\\"a\\":1}" }}',
} as const;

type Given = keyof typeof GIVES;

/** Fields that take an object as JSON, though they are texts. */
const JSON_TEXTS = ['callbackData'];
/** Fields that fall back on the credential, and filters: an expression that finds nothing is refused. */
const NEVER_EMPTY = ['pageId', 'applicationKey', 'appId', 'appSecret', 'pageAccessToken'];

/** Fields that take several, as a list or as a text with commas. */
const SEVERAL = ['Attachment Content Types', 'Bulk IDs', 'Message IDs', 'Senders'];

/** What has to be refused, by the kind of the field. */
function refusedOf(field: INodeProperties): Given[] {
	const { type, name, displayName, options, typeOptions } = field;
	const isFilter = SEVERAL.includes(displayName);
	const empty: Given[] = NEVER_EMPTY.includes(name) || isFilter ? ['nothing'] : [];
	const list: Given[] = isFilter ? [] : ['a list'];
	switch (type) {
		case 'string':
		case 'resourceLocator':
			return JSON_TEXTS.includes(name)
				? ['an unsafe integer', 'half a character']
				: ['an unsafe integer', 'an object', 'half a character', ...list, ...empty];
		case 'number':
			return ['an object', 'a word', 'true as a text', 'a Date', 'a DateTime', 'a list'];
		case 'boolean':
			return ['an object', 'a word', 'a safe number', 'a Date', 'a DateTime', 'a list'];
		case 'options':
			return options && typeOptions === undefined
				? ['an object', 'a word', 'a safe number', 'a Date', 'a list']
				: [];
		case 'multiOptions':
			return ['an object', 'a word', 'a safe number', 'a Date', 'a list', 'nothing'];
		case 'dateTime':
			return [
				'an object',
				'a word',
				'a safe number',
				'an unsafe integer',
				'a list',
				'the JSON of an object',
			];
		case 'json':
			return ['a word', 'half a character'];
		default:
			return [];
	}
}

const TAKEN: Partial<Record<INodeProperties['type'], Given[]>> = {
	boolean: ['true as a text'],
	dateTime: ['a Date', 'a DateTime'],
	json: ['the JSON of an object'],
	number: ['a safe number'],
};

function takenOf({ type, name, displayName }: INodeProperties): Given[] {
	const more: Given[] =
		SEVERAL.includes(displayName) || JSON_TEXTS.includes(name) ? ['a list'] : [];
	return [...(TAKEN[type] ?? []), ...more];
}

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

const cases: Case[] = resources.flatMap(({ option: { value: resource }, operations }) =>
	operations.flatMap(({ option: { value: operation }, properties }) =>
		properties.flatMap((property) =>
			property.name === 'options'
				? (property.options as INodeProperties[]).flatMap((inner) =>
						casesOf(resource, operation, inner, true),
					)
				: casesOf(resource, operation, property, false),
		),
	),
);

/** A number out of its range, which *Validate Message* sends so that Infobip judges it. */
function isLeftToInfobip(operation: string, name: string, given: Given): boolean {
	const isCoordinate = name === 'latitude' || name === 'longitude';
	return operation === 'validateMessage' && isCoordinate && given === 'an unsafe integer';
}

function casesOf(
	resource: string,
	operation: string,
	property: INodeProperties,
	isOption: boolean,
): Case[] {
	const { name, displayName, displayOptions } = property;
	const operations = displayOptions?.show?.['/operation'];
	// n8n drops what an operation does not show.
	if (operations !== undefined && !operations.includes(operation)) return [];
	const shown = Object.entries(displayOptions?.show ?? {}).map(([field, values]) => {
		const value = (values as unknown[]).includes('page') ? 'page' : values?.[0];
		return [field.replace('/', ''), value] as const;
	});
	const inOptions = shown.filter(([field]) => isOption && !(field in NEEDED));
	const base = {
		...NEEDED,
		...Object.fromEntries(shown),
		resource,
		operation,
	} as INodeParameters;
	const own = resource === 'message' ? {} : { applicationKey: picked('AB') };
	const caseOf = (given: Given, isTaken: boolean): Case => {
		const value = property.type === 'resourceLocator' ? picked(GIVES[given]) : GIVES[given];
		const parameters: INodeParameters = isOption
			? { ...base, ...own, options: { ...Object.fromEntries(inOptions), [name]: value } }
			: { ...base, ...own, [name]: value };
		return {
			name: `${resource} ${operation}: ${displayName}, given ${given}`,
			label: displayName,
			parameters,
			isTaken,
		};
	};
	return [
		...refusedOf(property)
			.filter((given) => !isLeftToInfobip(operation, name, given))
			.map((given) => caseOf(given, false)),
		...takenOf(property).map((given) => caseOf(given, true)),
	];
}

/** The fields of an entry, in the lists that an operation begins with. */
const entryCases: Case[] = resources.flatMap(({ option: { value: resource }, operations }) =>
	operations.flatMap(({ option: { value: operation }, properties }) =>
		properties
			.filter(({ name, type }) => type === 'fixedCollection' && name in NEEDED)
			.flatMap((list) => entryCasesOf(resource, operation, list)),
	),
);

function entryCasesOf(resource: string, operation: string, list: INodeProperties): Case[] {
	const [collection] = (list.options ?? []) as INodePropertyCollection[];
	if (collection === undefined) return [];
	const shownBy = Object.entries(list.displayOptions?.show ?? {});
	const shown = shownBy.map(([field, values]) => [field, values?.[0]] as const);
	const [entry] = (NEEDED[list.name] as Record<string, INodeParameters[]>)[collection.name] ?? [];
	return collection.values.flatMap((field) => {
		const beside = Object.entries(field.displayOptions?.show ?? {}).map(
			([name, values]) => [name, values?.[0]] as const,
		);
		return refusedOf(field).map((given): Case => {
			const own = { ...entry, ...Object.fromEntries(beside), [field.name]: GIVES[given] };
			return {
				name: `${resource} ${operation}: ${field.displayName} in ${list.displayName}, given ${given}`,
				label: field.displayName,
				parameters: {
					...NEEDED,
					...Object.fromEntries(shown),
					resource,
					operation,
					[list.name]: { [collection.name]: [own] },
				},
				isTaken: false,
			};
		});
	});
}

function credentialsFor({ sendFrom, resource }: INodeParameters) {
	const usesApplication =
		sendFrom === 'application' ||
		['application', 'configuration', 'action'].includes(resource as string);
	return account.credentials(usesApplication ? {} : { pageId: DEMO_PAGE_ID });
}

it('covers every operation and most fields', () => {
	expect(cases.length).toBeGreaterThan(500);
});

it.each([...cases, ...entryCases])('$name', async ({ label, parameters, isTaken }) => {
	account.reset();
	account.sandbox.addPage();
	const problem = await engine
		.run({
			node: 'infobipFacebook',
			parameters,
			credentials: credentialsFor(parameters),
		})
		.then(
			() => undefined,
			(error: unknown) => String(error),
		);
	if (isTaken) {
		expect(problem ?? '').not.toContain(`'${label}' is`);
		return;
	}
	expect(problem).toContain(`'${label}'`);
	expect(account.calls().filter((call) => !call.startsWith('GET'))).toEqual([]);
});

/** A body of the user's own may name the recipient, and does not in the example. */
const MAY_BE_EMPTY = ['message sendCustomJson: To'];

/**
 * Every text, key and JSON that a form shows, left empty: refused exactly where it is marked as
 * required. Fields of an entry are not marked: n8n would stop at the empty entry that a list begins
 * with, also where the list is given as JSON.
 */
const emptyCases = resources.flatMap(({ option: { value: resource }, operations }) =>
	operations.flatMap(({ option: { value: operation }, properties }) =>
		properties
			.filter(({ type }) => ['string', 'resourceLocator', 'json'].includes(type))
			.flatMap((field) => emptyCaseOf(resource, operation, field)),
	),
);

interface EmptyCase {
	name: string;
	field: INodeProperties;
	parameters: INodeParameters;
}

/** Written as an expression if it is required: n8n itself stops at a required field without a value. */
function emptyValueOf({ type, required }: INodeProperties): INodeParameters[string] {
	const empty = required === true ? '={{ "" }}' : '';
	return type === 'resourceLocator' ? picked(empty) : empty;
}

function emptyCaseOf(resource: string, operation: string, field: INodeProperties): EmptyCase[] {
	const [some] = casesOf(resource, operation, field, false);
	if (some === undefined) return [];
	const parameters = { ...some.parameters, [field.name]: emptyValueOf(field) };
	return [{ name: `${resource} ${operation}: ${field.displayName}`, field, parameters }];
}

it.each(emptyCases.filter(({ name }) => !MAY_BE_EMPTY.includes(name)))(
	'$name, left empty',
	async ({ field, parameters }) => {
		account.reset();
		account.sandbox.addPage();
		const problem = await engine
			.run({
				node: 'infobipFacebook',
				parameters,
				credentials: credentialsFor(parameters),
			})
			.then(
				() => '',
				(error: unknown) => String(error),
			);
		const isRefused = problem.includes(`'${field.displayName}'`) && problem.includes(' is empty');
		expect({ isRefused, problem }).toEqual({ isRefused: field.required === true, problem });
	},
);

/** What the trigger needs beside the field in question. */
const TRIGGER: INodeParameters = { receiveThrough: 'page', applicationKey: picked('AB') };

interface TriggerCase {
	name: string;
	label: string;
	parameters: INodeParameters;
	isTaken: boolean;
}

function triggerCasesOf(field: INodeProperties, collection?: string): TriggerCase[] {
	const { name, displayName, displayOptions, type } = field;
	const shown = Object.entries(displayOptions?.show ?? {}).map(
		([other, values]) => [other, values?.[0]] as const,
	);
	const caseOf = (given: Given, isTaken: boolean): TriggerCase => {
		const value = type === 'resourceLocator' ? picked(GIVES[given]) : GIVES[given];
		const own = collection === undefined ? { [name]: value } : { [collection]: { [name]: value } };
		return {
			name: `${displayName}, given ${given}`,
			label: displayName,
			parameters: { ...TRIGGER, ...Object.fromEntries(shown), ...own },
			isTaken,
		};
	};
	return [
		...refusedOf(field).map((given) => caseOf(given, false)),
		...takenOf(field).map((given) => caseOf(given, true)),
	];
}

const triggerCases = triggerProperties.flatMap((field) =>
	field.type === 'collection'
		? (field.options as INodeProperties[]).flatMap((inner) => triggerCasesOf(inner, field.name))
		: triggerCasesOf(field),
);

describe('the trigger', () => {
	it('has all its fields in the table', () => {
		const names = triggerProperties.flatMap((field) =>
			field.type === 'collection'
				? (field.options as INodeProperties[]).map(({ displayName }) => displayName)
				: [field.displayName],
		);
		const inTable = new Set(triggerCases.map(({ name }) => name.split(',')[0]));
		expect(names.filter((name) => !inTable.has(name))).toEqual(['Unread Body']);
	});

	it.each(triggerCases)('$name', async ({ label, parameters, isTaken }) => {
		account.reset();
		account.sandbox.addPage();
		const trigger = engine.trigger({
			parameters,
			credentials: account.credentials({ pageId: DEMO_PAGE_ID }),
		});
		const problem = await trigger.publish().then(
			() => '',
			(error: unknown) => String(error),
		);
		// Nothing may be left for the next case.
		if (problem === '') await trigger.unpublish();
		if (isTaken) {
			expect(problem).not.toContain(`'${label}'`);
			return;
		}
		expect(problem).toContain(`'${label}'`);
		expect(account.calls().filter((call) => !call.startsWith('GET'))).toEqual([]);
	});
});
