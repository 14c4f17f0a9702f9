import type { PullSource } from '../inbound/pull';
import { defined } from '../json';
import type { ReportFilter } from '../messenger/logs';

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
		query: defined({ ...filter }) as Record<string, string>,
	};
}
