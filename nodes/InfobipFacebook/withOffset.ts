/**
 * A moment whose text has no offset, read in a time zone: `2026-03-01T10:00:00` in Europe/Zagreb is
 * `2026-03-01T10:00:00+01:00`. Any other text comes back as it is.
 */
export function withOffset(text: string, timeZone: string): string {
	const local = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(:\d{2}(\.\d+)?)?)$/.exec(text);
	if (!local) return text;
	const iso = `${local[1]}T${local[2]}`;
	const moment = new Date(`${iso}Z`);
	if (Number.isNaN(moment.getTime())) return text;
	// Within hours of a change of clocks this may be the other offset; the date picker cannot say which is meant.
	const name = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
		.formatToParts(moment)
		.find(({ type }) => type === 'timeZoneName')?.value;
	return `${iso}${name?.replace('GMT', '') || 'Z'}`;
}
