import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A certificate that nobody has signed but itself, for one host and one run. */
export function createCertificate(folder: string, host: string) {
	const [key, file] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
	execFileSync(
		'openssl',
		[
			...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${host}`],
			...['-addext', `subjectAltName=DNS:${host}`, '-keyout', key, '-out', file],
		],
		{ stdio: 'pipe' },
	);
	return { file, secrets: { key: readFileSync(key), cert: readFileSync(file) } };
}
