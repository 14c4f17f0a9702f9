/**
 * The seed of the random cases: another one in each run, unless `TRUTH_SEED` sets it. Printed, so that
 * what fails can be repeated.
 *
 * @param what is tested, in a few words
 */
export function truthSeed(what: string): number {
	const seed = Number(process.env['TRUTH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
	process.stdout.write(`Truth of ${what}: seed ${seed} (TRUTH_SEED=${seed} repeats it)\n`);
	return seed;
}
