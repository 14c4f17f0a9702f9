/** The events that can be subscribed for on the channel FACEBOOK (documented). */
export const EVENTS = ['CLICK', 'CONSENT_UPDATE', 'DELIVERY', 'INBOUND_MESSAGE', 'SEEN'] as const;
export type EventName = (typeof EVENTS)[number];

/** What a body to a customer's URL tells: an event, or messages in the Messages API's layout. */
export type WebhookKind = EventName | 'MO_MESSAGES_API_JSON';
