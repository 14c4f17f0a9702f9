/**
 * `npm run test:mutation`: breaks the sources in small ways, one after another, and runs the tests on
 * each. A break that no test notices has survived. `--only <part>`, as often as wanted: these parts
 * alone. Reports are in `.cache/mutation`, and what has not changed since the last run is taken from
 * there: a new test is not run on the constants of a file that is as it was, so for these delete
 * `incremental.json`.
 *
 * Exits with 1 if the score of a part is below the target.
 */
import { globSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Stryker } from '@stryker-mutator/core';

import { PARTS } from './parts.mts';

const TARGET_PERCENT = 85;

const { values } = parseArgs({
	options: { only: { type: 'string', multiple: true, default: Object.keys(PARTS) } },
});

for (const name of values.only) {
	const part = PARTS[name];
	if (part === undefined) {
		throw new Error(`No part is named ${name}. There are: ${Object.keys(PARTS).join(', ')}`);
	}
	const folder = join('.cache', 'mutation', name);
	await new Stryker({
		mutate: [...part.mutate],
		testRunner: 'jest',
		plugins: ['@stryker-mutator/jest-runner'],
		coverageAnalysis: 'perTest',
		jest: {
			configFile: 'jest.config.cjs',
			config: {
				roots: ['<rootDir>/test/mutation'],
				testMatch: ['**/oneFile.suite.mts'],
				globals: { TEST_FILES: part.tests.flatMap((glob) => globSync(glob)) },
				moduleNameMapper: { '^fast-check$': '<rootDir>/test/mutation/fastCheck.mts' },
				testEnvironment: './test/mutation/StopAtFirstFailure.cjs',
				haste: { forceNodeFilesystemAPI: true },
				watchman: false,
				// A test that a mutant lets wait for ever is to fail soon: to kill its process takes longer.
				testTimeout: 5_000,
			},
			enableFindRelatedTests: false,
		},
		disableTypeChecks: true,
		ignorePatterns: ['.cache', 'dist', 'docs', 'examples', 'demo', 'hosts'],
		// Not in the repository: n8n's lint would read it.
		tempDirName: join(tmpdir(), `infobip-facebook-mutation-${name}`),
		incremental: true,
		incrementalFile: join(folder, 'incremental.json'),
		reporters: ['progress-append-only', 'clear-text', 'html', 'json'],
		htmlReporter: { fileName: join(folder, 'report.html') },
		jsonReporter: { fileName: join(folder, 'report.json') },
		clearTextReporter: { logTests: false, allowColor: false },
		concurrency: 2,
		// Only a mutant that never ends may run into it, also on a busy machine.
		timeoutMS: 10_000,
		thresholds: { high: 100, low: TARGET_PERCENT, break: TARGET_PERCENT },
		allowEmpty: false,
	}).runMutationTest();
}
