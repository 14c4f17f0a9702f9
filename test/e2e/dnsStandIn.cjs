/**
 * Loaded into n8n's process: two names whose look-up fails, each in its way. No resolver can be made to
 * answer so on purpose.
 */
const dns = require('node:dns');

const CODES = { 'unknown.localhost': 'ENOTFOUND', 'unanswered.localhost': 'EAI_AGAIN' };
const { lookup } = dns;

dns.lookup = (hostname, ...rest) => {
	const code = CODES[hostname];
	if (code === undefined) return lookup(hostname, ...rest);
	const error = new Error(`getaddrinfo ${code} ${hostname}`);
	const callback = rest.at(-1);
	process.nextTick(callback, Object.assign(error, { code, syscall: 'getaddrinfo', hostname }));
	return undefined;
};
