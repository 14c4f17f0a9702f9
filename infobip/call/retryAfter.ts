/**
 * Seconds to wait by a `Retry-After` header, which is a number of seconds or a date (RFC 9110,
 * 10.2.3). Of several values, as proxies join them, the longest counts. Undefined if the header is
 * missing or has no usable value; never negative. Whoever waits must not wait less than on their own.
 *
 * @param now milliseconds since the epoch
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
	const text = header?.trim() ?? '';
	// Dates of HTTP end in GMT; JavaScript would make a date of almost anything.
	const values = /GMT$/.test(text)
		? [(Date.parse(text) - now) / 1000]
		: text.split(',').map((value) => (NUMBER.test(value.trim()) ? Number(value) : NaN));
	const usable = values.filter((value) => !Number.isNaN(value));
	return usable.length === 0 ? undefined : Math.max(0, ...usable);
}

const NUMBER = /^\d+(\.\d+)?$/;
