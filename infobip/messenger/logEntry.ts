import type { DeliveryReport } from '../event/event';
import { Members } from '../event/members';
import { parseDeliveryReport } from '../event/reports';
import { withoutUndefined } from '../event/withoutUndefined';
import { objectOf, textOf, type JsonObject } from '../json';

/** A message in the logs: its delivery report, and what was sent. */
interface LogEntry extends Omit<DeliveryReport, 'event'> {
	text?: string;
	/** Infobip's name of the content, such as TEXT or IMAGE. */
	type?: string;
	url?: string;
	/** An entry of the logs is not an event. */
	event?: never;
}

/**
 * One entry of the logs in the terms of the trigger and of *Delivery Report*. Members that Infobip
 * leaves out are left out.
 */
export function simplifyLog(entry: JsonObject): LogEntry {
	const report = parseDeliveryReport(new Members(entry), undefined);
	const { messageId, from, to, status, sentAt, doneAt, ...details } = report;
	const content = objectOf(entry.content);
	const payload = objectOf(content.payload);
	return withoutUndefined<LogEntry>({
		messageId,
		from,
		to,
		status,
		text: textOf(content.text) ?? textOf(payload.text),
		type: textOf(content.type),
		url: textOf(content.url) ?? textOf(payload.url),
		sentAt,
		doneAt,
		...details,
		event: undefined,
	});
}
