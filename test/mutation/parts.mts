/** What is mutated together, and the tests that are run on each of its mutants: few and fast ones. */
export interface Part {
	/** Globs; those that begin with "!" take files out again. */
	readonly mutate: readonly string[];
	/** Globs. */
	readonly tests: readonly string[];
}

/** What of the trigger is tested by itself. */
const BY_ITSELF = [
	'duplicates',
	'filter',
	'incomingRequest',
	'recentReplies',
	'registrationStore',
	'triggerOptions',
	'webhookUrl',
];

/** What becomes of a call. */
const RECEIVING = ['attachment', 'receive', 'receivers', 'resumeWaiting'];

/** What n8n shows of the trigger. */
const DECLARATIONS = ['properties', 'InfobipFacebookTrigger.node'];

const ofTrigger = (names: readonly string[]): string =>
	`nodes/InfobipFacebookTrigger/{${names.join(',')}}.ts`;

/** By the name for `--only`, the fastest first. */
export const PARTS: Readonly<Record<string, Part>> = {
	call: { mutate: ['infobip/call/**/*.ts'], tests: ['test/unit/call/**/*.test.mts'] },
	sending: {
		mutate: ['infobip/sending/**/*.ts', 'infobip/messenger/sendResult.ts'],
		tests: ['test/unit/sending/**/*.test.mts', 'test/unit/messenger/sendResult.test.mts'],
	},
	event: {
		mutate: ['infobip/{event,inbound}/**/*.ts'],
		tests: ['test/unit/{event,inbound}/**/*.test.mts'],
	},
	form: {
		// A list as n8n's form shows it is a declaration.
		mutate: ['nodes/form/**/*.ts', '!nodes/form/listField.ts'],
		tests: [
			'test/unit/form/{expression,form,formSource,parameters,readMoment,values,webhookForm}.test.mts',
		],
	},
	trigger: {
		mutate: [ofTrigger(BY_ITSELF), 'nodes/connection/receiptCounters.ts'],
		tests: [
			'test/unit/trigger/{duplicates,filter,incomingRequest,recentReplies,registration,triggerOptions,webhookUrl}.test.mts',
			'test/unit/connection/receiptCounters.test.mts',
		],
	},
	'trigger-receiving': {
		mutate: [ofTrigger(RECEIVING)],
		tests: ['test/unit/trigger/{attachment,receiving,replies}.test.mts'],
	},
	'trigger-publishing': {
		mutate: [
			'nodes/InfobipFacebookTrigger/**/*.ts',
			`!${ofTrigger([...BY_ITSELF, ...RECEIVING, ...DECLARATIONS])}`,
		],
		tests: ['test/unit/trigger/{publishing,receiving,turns}.test.mts'],
	},
};
