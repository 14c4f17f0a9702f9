/**
 * Infobip writes `2026-03-01T10:05:00.000+0000`; ISO 8601 wants a colon in the offset. Whatever has
 * another form is no date: JavaScript would make one of "batch 12".
 */
export function parseMoment(text: string | undefined): Date | undefined {
	const parts =
		text === undefined
			? null
			: /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?)(?:Z|([+-]\d{2}):?(\d{2}))$/.exec(text);
	if (!parts) return undefined;
	const [, local, hours = '+00', minutes = '00'] = parts;
	const moment = new Date(`${local}${hours}:${minutes}`);
	return Number.isNaN(moment.getTime()) ? undefined : moment;
}

/** ISO 8601 in UTC; as it was written where it is no date; null where there is nothing. */
export function isoOf(text: string | undefined): string | null {
	return parseMoment(text)?.toISOString() ?? text ?? null;
}
