import type { ConnectionFailure } from '../../infobip/errors';

/** What a request that got no answer failed of, and in whose words. */
export interface FailureCause {
	readonly reason: ConnectionFailure;
	/** The system's own message, such as "connect ECONNREFUSED 127.0.0.1:443". */
	readonly detail: string | undefined;
}

/**
 * Signs of a failure, in the order in which they count: what is certain first. n8n 2 keeps the error
 * of the system as a cause, n8n 1 keeps only its texts, so both codes and texts are looked through.
 */
const SIGNS: ReadonlyArray<readonly [ConnectionFailure, RegExp]> = [
	['blocked', /restricted IP address|SsrfBlocked|Domain not allowed|domain .* not allowed/i],
	['refused', /\bECONNREFUSED\b/],
	['unknownHost', /\b(ENOTFOUND|EAI_[A-Z]+)\b|getaddrinfo/],
	[
		'unreachable',
		/\b(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)\b|connect ETIMEDOUT/,
	],
	// Of a connection that was secure already: the request may have arrived.
	['broken', /bad record mac|decryption failed/i],
	[
		'tls',
		/\b(CERT_[A-Z_]+|[A-Z_]*SELF_SIGNED_CERT[A-Z_]*|UNABLE_TO_(GET|VERIFY|DECODE|DECRYPT)[A-Z_]+|HOSTNAME_MISMATCH|ERR_TLS_[A-Z_]+|ERR_SSL_[A-Z0-9_]+|EPROTO)\b|before secure TLS connection|certificate|SSL routines|SSL Issue/,
	],
	['cancelled', /\bERR_CANCELED\b/],
	['timedOut', /\b(ECONNABORTED|ETIMEDOUT|ESOCKETTIMEDOUT)\b|timeout of \d+ ?ms exceeded/],
	['reset', /\b(ECONNRESET|EPIPE|ERR_STREAM_PREMATURE_CLOSE)\b|socket hang up|\baborted\b/],
];

/** Never throws: it is given whatever a request threw. */
export function connectionFailure(error: unknown): FailureCause {
	const texts = textsOf(error, 0);
	for (const [reason, sign] of SIGNS) {
		if (!texts.some((text) => sign.test(text))) continue;
		const detail = texts.filter((text) => sign.test(text) && text.includes(' ')).at(-1);
		return { reason, detail };
	}
	return { reason: 'broken', detail: texts.filter((text) => text.includes(' ')).at(-1) };
}

/** Deep enough for n8n's wrappers, and an end for a cause that is its own cause. */
const DEEPEST = 5;
const LONGEST_TEXT = 300;

/** Codes and messages of an error and its causes, the outermost first. */
function textsOf(error: unknown, depth: number): string[] {
	if (depth > DEEPEST || typeof error !== 'object' || error === null) return [];
	const { code, httpCode, message, description, messages, cause, errors } = error as Record<
		string,
		unknown
	>;
	const own = [code, httpCode, description, message, ...listOf(messages)]
		.filter((text) => typeof text === 'string')
		.map((text) => text.slice(0, LONGEST_TEXT));
	return [...own, ...[cause, ...listOf(errors)].flatMap((inner) => textsOf(inner, depth + 1))];
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}
