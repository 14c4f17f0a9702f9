/** Says at the end of a test run how much was held against Infobip's OpenAPI. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { contractFolder, loadContract } from '../contract/contract.mts';

interface Count {
	exchanges: number;
	webhooks: number;
	violations: number;
}

/** Test files run in processes of their own, so each appends its counts to a file. */
export default class ContractReporter {
	readonly #folder = mkdtempSync(join(tmpdir(), 'infobip-facebook-contract-'));
	readonly #file = join(this.#folder, 'counts.jsonl');

	onRunStart(): void {
		writeFileSync(this.#file, '');
		process.env['CONTRACT_REPORT'] = this.#file;
	}

	onRunComplete(): void {
		const lines = readFileSync(this.#file, 'utf8').split('\n').filter(Boolean);
		rmSync(this.#folder, { recursive: true });
		console.log(summary(lines.map((line) => JSON.parse(line) as Count)));
	}
}

function summary(counts: Count[]): string {
	if (!loadContract()) {
		return `Contract: no OpenAPI files of Infobip at ${contractFolder()}, so nothing was held against them`;
	}
	const sum = (name: keyof Count): number =>
		counts.reduce((total, count) => total + count[name], 0);
	return `Contract: ${sum('exchanges')} exchanges and ${sum('webhooks')} webhooks held against the contract, ${sum('violations')} violations`;
}
