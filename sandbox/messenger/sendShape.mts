import { parseInfobipTime } from '../platform/infobipTime.mts';
import { also, boolean, integer, list, object, oneOf, text } from '../platform/shape.mts';
import type { TypeOf } from '../platform/shape.mts';
import { contentShape, quickReplyShape } from './contentShape.mts';

// Members and limits of this file are documented unless a comment says otherwise.

const MAX_DAYS_AHEAD = 180;
const DAY_MS = 24 * 60 * 60 * 1000;
const MIN_WINDOW_MINUTES = 60;

const platform = object({}, { entityId: text({ max: 255 }), applicationId: text({ max: 255 }) });

const validityPeriod = object(
	{ amount: integer() },
	{ timeUnit: oneOf('SECONDS', 'MINUTES', 'HOURS') },
);

const hourAndMinute = object({
	hour: integer({ min: 0, max: 23 }),
	minute: integer({ min: 0, max: 59 }),
});
const day = oneOf('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY');
const deliveryTimeWindow = also(
	object({ days: list(day) }, { from: hourAndMinute, to: hourAndMinute }),
	({ from, to }, path, report) => {
		if (!from && !to) return;
		if (!from || !to) {
			report(path, 'from and to must be given together');
		} else if (Math.abs(minutes(to) - minutes(from)) < MIN_WINDOW_MINUTES) {
			report(path, 'from and to must be at least one hour apart');
		}
	},
);

const smsFailover = object(
	{ text: text() },
	{
		sender: text(),
		validityPeriod,
		regional: object(
			{},
			{
				indiaDlt: object(
					{ principalEntityId: text() },
					{ contentTemplateId: text(), telemarketerId: text() },
				),
				turkeyIys: object({ recipientType: oneOf('BIREYSEL', 'TACIR') }, { brandCode: integer() }),
				southKorea: object({}, { title: text({ max: 66 }), resellerCode: integer() }),
			},
		),
		destinationMatching: list(object({ initial: text(), failover: text() })),
	},
);

const message = object(
	{
		sender: text(),
		destinations: list(object({ to: text() }, { messageId: text({ max: 200 }) }), { min: 1 }),
		content: contentShape,
	},
	{
		quickReplies: list(quickReplyShape),
		options: object(
			{},
			{
				platform,
				validityPeriod,
				deliveryTimeWindow,
				campaignReferenceId: text({ max: 255 }),
				smsFailover,
			},
		),
		webhooks: object(
			{},
			{
				delivery: object(
					{},
					{
						url: text(),
						intermediateReport: boolean(),
						notify: boolean(),
						receiveTriggeredFailoverReports: boolean(),
					},
				),
				seen: object({}, { url: text() }),
				contentType: text(),
				callbackData: text({ max: 4000 }),
			},
		),
	},
);

/** Offsets with and without a colon, since Infobip writes them without (documented by example). */
const sendAt = also(text(), (value, path, report) => {
	const time = parseInfobipTime(value);
	if (!time) report(path, 'must be a date and time such as 2026-03-01T10:00:00.000+0000');
	else if (time.getTime() > Date.now() + MAX_DAYS_AHEAD * DAY_MS) {
		report(path, `must be at most ${MAX_DAYS_AHEAD} days ahead`);
	}
});

/** The body of `POST /messenger/1/messages`. */
export const sendShape = object(
	// That an empty bulk is refused is a guess.
	{ messages: list(message, { min: 1 }) },
	{
		options: object(
			{},
			{
				schedule: object(
					{},
					{
						bulkId: text({ max: 100 }),
						sendAt,
						sendingSpeedLimit: object(
							{ amount: integer() },
							{ timeUnit: oneOf('MINUTE', 'HOUR', 'DAY') },
						),
					},
				),
			},
		),
	},
);

export type SendRequest = TypeOf<typeof sendShape>;
export type RequestedMessage = TypeOf<typeof message>;
export type Platform = TypeOf<typeof platform>;

function minutes({ hour, minute }: TypeOf<typeof hourAndMinute>): number {
	return hour * 60 + minute;
}
