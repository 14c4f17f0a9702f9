/** The channels that the Messages API sends on (documented). */
export const CHANNELS = [
	'APPLE_MB',
	'INSTAGRAM_DM',
	'LINE_ON',
	'MESSENGER',
	'MMS',
	'RCS',
	'SMS',
	'VIBER_BM',
	'VIBER_BOT',
	'WHATSAPP',
] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels that have templates (documented). */
export const TEMPLATE_CHANNELS = ['APPLE_MB', 'RCS', 'VIBER_BM', 'WHATSAPP'] as const;
