/** The events that can be subscribed for on the channel FACEBOOK (documented). */
export const EVENTS = ['CLICK', 'CONSENT_UPDATE', 'DELIVERY', 'INBOUND_MESSAGE', 'SEEN'] as const;
export type EventName = (typeof EVENTS)[number];

/** The channels that can be subscribed to for reports of steps (documented). */
export const SUBSCRIBED_CHANNELS = [
	'APPLE_MESSAGES_FOR_BUSINESS',
	'FACEBOOK',
	'LINE',
	'MMS',
	'RCS',
	'SMS',
	'VIBER',
	'WHATSAPP',
] as const;
export type SubscribedChannel = (typeof SUBSCRIBED_CHANNELS)[number];

/** What a body to a customer's URL tells: an event, or messages or reports in the Messages API's layout. */
export type WebhookKind = EventName | 'MO_MESSAGES_API_JSON' | 'MESSAGES_API_DELIVERY';
