import { boolean, distinct, object, oneOf, text, variants } from '../platform/shape.mts';
import type { TypeOf } from '../platform/shape.mts';

// Members and limits are documented.

const name255 = text({ max: 255 });

/** The body of `POST /resource-management/1/inbound-message-configurations` for MESSENGER. */
export const configurationShape = object(
	{ channel: oneOf('MESSENGER') },
	{
		resource: text(),
		resourceKey: text(),
		keyword: text({ max: 50 }),
		username: text({ max: 255 }, /\S/),
		forwarding: variants({ HTTP_FORWARD: object({ url: text({ min: 1 }) }, { format: text() }) }),
		conversations: object({ enabled: boolean() }),
		platform: object({}, { applicationId: name255, entityId: name255 }),
		unset: distinct(
			oneOf(
				'USERNAME',
				'PLATFORM',
				'FORWARDING',
				'CONVERSATIONS',
				'ANSWERS',
				'AUTORESPONSE',
				'BLOCKLISTCONFIGURATION',
			),
		),
	},
);

export type ConfigurationRequest = TypeOf<typeof configurationShape>;
