import { WAIT_INDEFINITELY } from 'n8n-workflow';

import { InvalidInput } from '../../../infobip/errors';
import type { Form } from '../../form/form';

const UNITS = { minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
type Unit = keyof typeof UNITS;

/**
 * Until when the execution waits, by 'Limit Wait Time'. Throws InvalidInput.
 *
 * @param now milliseconds since the epoch
 */
export function waitUntil(form: Form, now: number): Date {
	const limit = form.options().group('limitWaitTime', 'values');
	if (limit === undefined) return WAIT_INDEFINITELY;
	const moment =
		limit.text('limitType') === 'atSpecifiedTime' ? momentOf(limit) : now + intervalOf(limit);
	if (moment > now) return new Date(moment);
	throw refused('is in the past');
}

function momentOf(limit: Form): number {
	const moment = limit.moment('maxDateAndTime');
	return moment === undefined ? limit.refuse('maxDateAndTime', 'is empty') : Date.parse(moment);
}

function intervalOf(limit: Form): number {
	const amount = limit.optionalNumber('resumeAmount') ?? 1;
	const unit = limit.optionalChoice('resumeUnit', Object.keys(UNITS) as Unit[]) ?? 'hours';
	if (amount > 0) return amount * UNITS[unit];
	throw refused('must be longer than 0');
}

function refused(problem: string): InvalidInput {
	return new InvalidInput([{ field: ['limitWaitTime'], problem }]);
}
