import { contractFolder, loadContract } from './contract.mts';
import type { Contract } from './contract.mts';

/** Like `describe`, for tests that need the OpenAPI files; says in one line that it skips them. */
export function describeWithContract(name: string, tests: (contract: Contract) => void): void {
	const contract = loadContract();
	if (contract) {
		describe(name, () => {
			tests(contract);
		});
		return;
	}
	process.stderr.write(`Skipped: ${name}. No OpenAPI files of Infobip's in ${contractFolder()}\n`);
	it.skip(name, () => undefined);
}
