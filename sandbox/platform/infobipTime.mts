/** `2017-03-01T09:15:00.000+0000`, the way every sibling API writes a time (inferred). */
export function infobipTime(time: Date): string {
	return time.toISOString().replace('Z', '+0000');
}
