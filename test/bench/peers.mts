/** Bytes of the tarball, bytes unpacked, files, milliseconds to load, KB of description. */
type Peer = readonly [
	name: string,
	packed: number,
	unpacked: number,
	files: number,
	load: number,
	description: number,
];

/**
 * Similar packages, measured once in this project's survey of them. The bench downloads nothing, so
 * it does not measure them again.
 */
const PEERS: readonly Peer[] = [
	['@infobip/n8n-nodes-infobip-api', 60_499, 232_309, 14, 0.42, 2.8],
	['@oneacrefund/n8n-nodes-infobip', 11_779, 52_567, 36, 15.9, 7.8],
	['n8n-nodes-fiwano', 30_788, 140_957, 44, 2.3, 17.2],
	[
		'n8n-nodes-facebookmessenger (head of a fork; load: its Send node)',
		66_740,
		267_765,
		17,
		0.36,
		6.1,
	],
	['n8n-nodes-facebook-by-imran', 147_200, 315_181, 12, 1.35, 12.5],
	['@fazer-ai/n8n-nodes-chatwoot', 160_852, 1_035_345, 159, 18.7, 145],
	['@renatoascencio/n8n-nodes-chatwoot', 164_112, 1_113_383, 644, 33, 145],
	['@aotoki/n8n-nodes-line-messaging', 77_335, 311_404, 60, 6.2, 10.5],
];

/** The packages that do something near to what this one does, in the document's words. */
export function peersTable(): string[] {
	return [
		'## Other packages',
		'',
		"Their sizes and load times, as this project's survey of similar packages measured them once (section 1.2 of it: median of seven fresh",
		'processes, `require` after n8n-workflow, on Node 20.20.2, where the run above has the Node named there). A package that the survey built from its repository has the size of that pack,',
		'not of the tarball on npm. The run above does not measure them again, so compare sizes rather than milliseconds.',
		'',
		'| package | KB packed | KB unpacked | files | ms to load | KB of description |',
		'| --- | --: | --: | --: | --: | --: |',
		...PEERS.map(([name, packed, unpacked, files, load, description]) => {
			const sizes = [packed, unpacked].map((bytes) => (bytes / 1000).toFixed(1));
			return `| ${[name, ...sizes, files, load, description].join(' | ')} |`;
		}),
	];
}
