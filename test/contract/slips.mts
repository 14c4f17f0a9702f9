/**
 * Where Infobip's OpenAPI contradicts its own examples or itself, and what is checked instead. Every
 * exception that a check makes is in this file, with its reason.
 */

interface Place {
	file: string;
	schema: string;
}

/** Members that a schema demands and Infobip's own example of that very schema leaves out. */
export const NOT_REALLY_REQUIRED: (Place & { members: string[] })[] = [
	{
		file: 'messenger.json',
		schema: 'InboundMessageFacebookInboundContent',
		members: ['integrationType', 'messageId', 'price'],
	},
	// A plain text, neither the click on a quick reply nor a reply, could not be described otherwise.
	{
		file: 'messenger.json',
		schema: 'FacebookInboundTextContent',
		members: ['quickReply', 'replyTo'],
	},
	// Only a sticker has a sticker id, and a photo is an IMAGE too.
	{ file: 'messenger.json', schema: 'FacebookInboundImageContent', members: ['stickerId'] },
];

/**
 * Objects whose values may be of any type. `raw` is the event as Facebook sent it; that each value in
 * it is an object looks like what a generator makes of a map with values of any type.
 */
export const ANY_VALUES: (Place & { member: string })[] = [
	{ file: 'messenger.json', schema: 'FacebookInboundUnknownContent', member: 'raw' },
];

/**
 * Lists whose own values are enumerated, where the values of their items are meant: as written, no
 * list at all would do.
 */
export const ENUM_MEANS_ITEMS: (Place & { member: string })[] = [
	{ file: 'subscriptions.json', schema: 'ProfileRequest', member: 'enabledSSLProtocols' },
	{ file: 'subscriptions.json', schema: 'NoIdProfileRequest', member: 'enabledSSLProtocols' },
	{ file: 'subscriptions.json', schema: 'ProfileResponse', member: 'enabledSSLProtocols' },
];

/**
 * Times end in `+0000` in every example, which RFC 3339, and with it the format `date-time`, does
 * not allow: it wants `+00:00` or `Z`. Both forms pass.
 */
export const DATE_TIME =
	/^\d{4}-(0\d|1[0-2])-([0-2]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:?\d\d)$/i;

/**
 * The platform answers any call with these, whether the operation lists them or not: a parameter
 * that is wrong, an API the account does not have, a rate limit, trouble. The body then has to have
 * the shape of the API's other errors.
 */
export const UNLISTED_ERRORS = new Set([400, 401, 403, 404, 413, 429, 500, 502, 503, 504]);

/**
 * The error schemas of the files. Answers such as `ApiError401` are named by reference to components
 * that the files do not have, and `resources.json` has no error schema at all.
 */
export const ERROR_SCHEMAS = {
	new: { file: 'messenger.json', schema: 'ApiError' },
	platform: { file: 'subscriptions.json', schema: 'ApiException_d20d' },
};

/**
 * A 404 may carry the platform's error wherever it comes from: `resources.json` lists it without a
 * body although every other error there has one, and the Messenger API lists no 404 at all.
 */
export const PLATFORM_ERROR_STATUS = 404;

/**
 * The older layout of a received message, in Infobip's OMNI pages: the person is called `from`, and
 * what has no value is null. It is held against the current schema after this change.
 */
export function currentInboundItem(item: Record<string, unknown>): Record<string, unknown> {
	if (!('from' in item) || 'sender' in item) return item;
	const { from, ...members } = item;
	const known = Object.entries(members).filter(([, value]) => value !== null);
	return { sender: from, ...Object.fromEntries(known) };
}
