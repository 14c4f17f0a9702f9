import type { PullSource } from '../inbound/pull';
import { withoutUndefined } from '../json';
import type { PlatformFilter, ReportFilter } from '../messenger/deliveryReports';

/** `GET /messages-api/1/inbound` (documented), the only way to pull what customers wrote to a Page. */
export function messengerInbox(filter: PlatformFilter = {}): PullSource {
	return {
		task: 'pull the received messages',
		path: '/messages-api/1/inbound',
		query: withoutUndefined<Record<string, string>>({ channel: 'MESSENGER', ...filter }),
	};
}

export interface StepReportFilter extends ReportFilter {
	/** Infobip's name, such as `SMS`; undefined for all. */
	readonly channel?: string;
}

/**
 * `GET /messages-api/1/reports` (documented). It has the reports of every channel and of every API of
 * the account, and returns each only once: without a filter it takes what others wait for.
 */
export function stepReports(filter: StepReportFilter): PullSource {
	return {
		task: 'pull the delivery reports of all channels',
		path: '/messages-api/1/reports',
		query: withoutUndefined<Record<string, string>>({ ...filter }),
	};
}
