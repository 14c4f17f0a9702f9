/** Text with something other than blanks in it, and not longer than allowed. */
export function isFilledText(value: unknown, maxLength = Infinity): value is string {
	return typeof value === 'string' && value.trim() !== '' && value.length <= maxLength;
}

export function isHttpUrl(value: unknown): value is string {
	return (
		typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
	);
}
