import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { parseInfobipTime } from '../platform/infobipTime.mts';
import { also, dateTime, integer, object, oneOf, text } from '../platform/schema.mts';
import { contentSchema, quickReplySchema } from './contentSchema.mts';

// Members and limits of this file are documented unless a comment says otherwise. The Messages API has
// those that are exported as well.

const MAX_DAYS_AHEAD = 180;
const DAY_MS = 24 * 60 * 60 * 1000;
const MIN_WINDOW_MINUTES = 60;

export const platform = object({}, { entityId: text(255), applicationId: text(255) });

export const validityPeriod = object(
	{ amount: integer() },
	{ timeUnit: oneOf('SECONDS', 'MINUTES', 'HOURS') },
);

const hourAndMinute = object({
	hour: integer(0, 23),
	minute: integer(0, 59),
});
const day = oneOf('MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY');
export const deliveryTimeWindow = also(
	object({ days: Type.Array(day) }, { from: hourAndMinute, to: hourAndMinute }),
	({ from, to }) => {
		if (!from && !to) return undefined;
		if (!from || !to) return 'from and to must be given together';
		const isOpen = Math.abs(minutes(to) - minutes(from)) >= MIN_WINDOW_MINUTES;
		return isOpen ? undefined : 'from and to must be at least one hour apart';
	},
);

/** What SMS needs in single countries. */
export const regional = object(
	{},
	{
		indiaDlt: object(
			{ principalEntityId: text() },
			{ contentTemplateId: text(), telemarketerId: text() },
		),
		turkeyIys: object({ recipientType: oneOf('BIREYSEL', 'TACIR') }, { brandCode: integer() }),
		southKorea: object({}, { title: text(66), resellerCode: integer() }),
	},
);

export const sendingSpeedLimit = object(
	{ amount: integer() },
	{ timeUnit: oneOf('MINUTE', 'HOUR', 'DAY') },
);

const smsFailover = object(
	{ text: text() },
	{
		sender: text(),
		validityPeriod,
		regional,
		destinationMatching: Type.Array(object({ initial: text(), failover: text() })),
	},
);

const message = object(
	{
		sender: text(),
		destinations: Type.Array(object({ to: text() }, { messageId: text(200) }), { minItems: 1 }),
		content: contentSchema,
	},
	{
		quickReplies: Type.Array(quickReplySchema),
		options: object(
			{},
			{
				platform,
				validityPeriod,
				deliveryTimeWindow,
				campaignReferenceId: text(255),
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
						intermediateReport: Type.Boolean(),
						notify: Type.Boolean(),
						receiveTriggeredFailoverReports: Type.Boolean(),
					},
				),
				seen: object({}, { url: text() }),
				contentType: text(),
				callbackData: text(4000),
			},
		),
	},
);

export const sendAt = also(dateTime, (value) => {
	const latest = Date.now() + MAX_DAYS_AHEAD * DAY_MS;
	const isFar = (parseInfobipTime(value)?.getTime() ?? 0) > latest;
	return isFar ? `must be at most ${MAX_DAYS_AHEAD} days ahead` : undefined;
});

/** The body of `POST /messenger/1/messages`. */
export const sendSchema = object(
	// That an empty bulk is refused is a guess.
	{ messages: Type.Array(message, { minItems: 1 }) },
	{
		options: object(
			{},
			{
				schedule: object(
					{},
					{
						bulkId: text(100),
						sendAt,
						sendingSpeedLimit,
					},
				),
			},
		),
	},
);

export type RequestedMessage = Static<typeof message>;
export type Platform = Static<typeof platform>;

function minutes({ hour, minute }: Static<typeof hourAndMinute>): number {
	return hour * 60 + minute;
}
