/**
 * The tests of a part in one file, so that what they import is loaded once for each mutant and not
 * once for each file.
 */
declare const TEST_FILES: readonly string[];

for (const file of TEST_FILES) {
	describe(file, () => {
		jest.requireActual(`../../${file}`);
	});
}
