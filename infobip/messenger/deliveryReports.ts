import type { PullSource } from '../inbound/pull';
import { withoutUndefined } from '../json';

/** What keeps workflows from taking each other's records (documented). */
export interface PlatformFilter {
	readonly applicationId?: string;
	readonly entityId?: string;
	readonly campaignReferenceId?: string;
}

export interface ReportFilter extends PlatformFilter {
	readonly messageId?: string;
	readonly bulkId?: string;
}

/** `GET /messenger/1/reports` (documented: Infobip's OpenAPI 3.210.0). */
export function messengerReports(filter: ReportFilter): PullSource {
	return {
		task: 'pull the delivery reports',
		path: '/messenger/1/reports',
		query: withoutUndefined<Record<string, string>>({ ...filter }),
	};
}
