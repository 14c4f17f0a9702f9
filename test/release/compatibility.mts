import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { textAt } from '../../hosts/jsonShape.mts';
import { n8nHost } from '../../hosts/n8nHost.mts';

export interface TestedVersion {
	host: string;
	n8n: string;
	/** What this n8n brings, by its lockfile. */
	n8nWorkflow: string;
}

/** The versions of n8n that `hosts/` pins, which are those the README may claim. */
export function testedVersions(repository: string): TestedVersion[] {
	return readdirSync(join(repository, 'hosts'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => {
			const host = n8nHost(name);
			const lockfile: unknown = JSON.parse(readFileSync(join(host.source, 'lock.json'), 'utf8'));
			const n8nWorkflow = textAt(lockfile, 'packages', 'node_modules/n8n-workflow', 'version');
			return { host: name, n8n: host.n8nVersion, n8nWorkflow };
		});
}

/** Versions that are in only one of both: the table of the README, and `hosts/`. */
export function compatibilityFindings(readme: string, tested: readonly TestedVersion[]): string[] {
	const table = /^## Compatibility\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
	const claimed = [...table.matchAll(/^\| (\d+\.\d+\.\d+) \| n8n-workflow (\d+\.\d+\.\d+) \|/gm)];
	const inReadme = claimed.map(([, n8n = '', workflow = '']) => `${n8n} with ${workflow}`);
	const inHosts = tested.map(({ n8n, n8nWorkflow }) => `${n8n} with ${n8nWorkflow}`);
	return [
		...inReadme
			.filter((one) => !inHosts.includes(one))
			.map((one) => `The README claims n8n ${one}, and no folder of hosts/ has it`),
		...inHosts
			.filter((one) => !inReadme.includes(one))
			.map((one) => `hosts/ has n8n ${one}, and the README's table does not name it`),
	];
}
