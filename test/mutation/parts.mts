/** What is mutated together, and the tests that are run on each of its mutants: few and fast ones. */
export interface Part {
	/** Globs; those that begin with "!" take files out again. */
	readonly mutate: readonly string[];
	/** Globs. */
	readonly tests: readonly string[];
	/** Whether the tests load the built package: then the mutants are in it. */
	readonly isBuilt?: boolean;
}

/** What of the trigger does not need n8n around it. */
const ON_ITS_OWN = [
	'duplicates',
	'filter',
	'incomingRequest',
	'recentReplies',
	'registrationStore',
	'triggerOptions',
	'webhookUrl',
];

/** What n8n shows of the trigger. */
const DECLARATIONS = ['properties', 'InfobipFacebookTrigger.node'];

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
		mutate: [
			...ON_ITS_OWN.map((name) => `nodes/InfobipFacebookTrigger/${name}.ts`),
			'nodes/connection/receiptCounters.ts',
		],
		tests: ['test/unit/trigger/**/*.test.mts', 'test/unit/connection/receiptCounters.test.mts'],
	},
	'trigger-engine': {
		mutate: [
			'nodes/InfobipFacebookTrigger/**/*.ts',
			...[...ON_ITS_OWN, ...DECLARATIONS].map((name) => `!nodes/InfobipFacebookTrigger/${name}.ts`),
		],
		tests: [
			'triggerReceive',
			'triggerLifeCycle',
			'triggerFaults',
			'formerAddress',
			'lifeCycleFaults',
			'duplicates',
			'attachments',
			'pageReceive',
			'pageTrigger',
			'pageFaults',
			'waitingReplies',
		].map((name) => `test/engine/${name}.test.mts`),
		isBuilt: true,
	},
};
