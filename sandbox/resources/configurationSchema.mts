import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import { byType, filledText, object, oneOf, text } from '../platform/schema.mts';

// Members and limits are documented.

const name255 = text(255);

/** The body of `POST /resource-management/1/inbound-message-configurations` for MESSENGER. */
export const configurationSchema = object(
	{ channel: oneOf('MESSENGER') },
	{
		resource: text(),
		resourceKey: text(),
		keyword: text(50),
		username: filledText(255),
		forwarding: byType({
			HTTP_FORWARD: object({ url: Type.String({ minLength: 1 }) }, { format: text() }),
		}),
		conversations: object({ enabled: Type.Boolean() }),
		platform: object({}, { applicationId: name255, entityId: name255 }),
		unset: Type.Array(
			oneOf(
				'USERNAME',
				'PLATFORM',
				'FORWARDING',
				'CONVERSATIONS',
				'ANSWERS',
				'AUTORESPONSE',
				'BLOCKLISTCONFIGURATION',
			),
			{ uniqueItems: true },
		),
	},
);

export type ConfigurationRequest = Static<typeof configurationSchema>;
