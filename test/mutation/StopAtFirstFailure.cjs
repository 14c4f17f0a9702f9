const { TestEnvironment } = require('jest-environment-node');

/** Skips the rest of a file after a test that failed: nobody has to find a mutant twice. */
module.exports = class StopAtFirstFailure extends TestEnvironment {
	hasFailed = false;

	handleTestEvent(event) {
		if (event.name === 'test_done') this.hasFailed ||= event.test.errors.length > 0;
		if (event.name === 'test_start' && this.hasFailed) event.test.mode = 'skip';
	}
};
