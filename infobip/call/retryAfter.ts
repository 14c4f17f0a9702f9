/**
 * Seconds to wait by a `Retry-After` header, which is a number of seconds or a date (RFC 9110,
 * 10.2.3). Undefined where the header is missing or says nothing usable; never negative.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
	// Dates of HTTP end in GMT; JavaScript would make a date of almost anything.
	const date = /GMT$/.test(text) ? Date.parse(text) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, (date - now) / 1000);
}
