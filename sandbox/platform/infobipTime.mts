/** `2017-03-01T09:15:00.000+0000`, the way every sibling API writes a time (inferred). */
export function infobipTime(time: Date): string {
	return time.toISOString().replace('Z', '+0000');
}

const FORM = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:?\d\d)$/i;

/** Undefined for what is no time. The colon of the offset may be missing (documented by example). */
export function parseInfobipTime(text: string): Date | undefined {
	const [, time, offset] = FORM.exec(text) ?? [];
	if (time === undefined || offset === undefined) return undefined;
	const date = new Date(
		time.toUpperCase() + offset.replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2').toUpperCase(),
	);
	return Number.isNaN(date.getTime()) ? undefined : date;
}
