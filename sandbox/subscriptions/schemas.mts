import { Type } from '@sinclair/typebox';
import type { Static, TSchema } from '@sinclair/typebox';
import { also, fits, formOf, httpUrl, integer, object, oneOf, text } from '../platform/schema.mts';
import { EVENTS } from '../platform/webhookKind.mts';

// Members and limits of this file are documented unless a comment says otherwise.

const name255 = text(255);
const filled255 = Type.String({ minLength: 1, maxLength: 255 });

/** URL-safe (documented); which characters that means is a guess after RFC 3986. */
const id = Type.String({ minLength: 1, maxLength: 255, pattern: '^[A-Za-z0-9._~-]*$' });

const basic = object({ username: filled255, password: filled255 });
const hmac = object({
	secretKey: filled255,
	algorithm: oneOf(
		'HMAC_MD5',
		'HMAC_SHA_1',
		'HMAC_SHA_224',
		'HMAC_SHA_256',
		'HMAC_SHA_384',
		'HMAC_SHA_512',
	),
});
const oauth = object(
	{ tokenUrl: filled255, grantType: filled255 },
	{
		clientId: name255,
		clientSecret: name255,
		scope: name255,
		username: name255,
		password: name255,
		resource: name255,
		refreshToken: name255,
		headers: Type.Record(Type.String(), text()),
	},
);

const CREDENTIALS_OF: Readonly<Record<string, TSchema>> = {
	BASIC: basic,
	HMAC: hmac,
	OAUTH: oauth,
};
const credentials = also(
	Type.Unsafe<Static<typeof basic | typeof hmac | typeof oauth>>({}),
	(value) =>
		Object.values(CREDENTIALS_OF).some((schema) => fits(schema, value))
			? undefined
			: 'must be the credentials of BASIC, HMAC or OAUTH',
);
const securityMembers = {
	type: oneOf('BASIC', 'HMAC', 'OAUTH', 'CUSTOM'),
	credentials,
};

export const securitySchema = also(object({ authId: id }, securityMembers), credentialsFitType);
export const securityChangeSchema = also(object({}, securityMembers), credentialsFitType);
export type SecurityRequest = Static<typeof securitySchema>;

/** That the credentials must fit the type is a guess: the schema ties neither to the other. */
function credentialsFitType({ type, credentials }: { type?: string; credentials?: unknown }) {
	const expected = type === undefined ? undefined : CREDENTIALS_OF[type];
	if (!expected || credentials === undefined || fits(expected, credentials)) return undefined;
	return { member: 'credentials', violation: `must be the credentials of ${type}` };
}

// That only an address which can be called is taken is a guess.
const notifyUrl = httpUrl(512);

const profileMembers = {
	webhook: object({ notifyUrl }, { contentType: name255 }),
	clientCertificateId: name255,
	maxBucketSize: integer(1, 2000),
	windowSize: integer(20, 10_000),
	connectTimeout: integer(300, 30_000),
	readTimeout: integer(1000, 90_000),
	enabledSSLProtocols: Type.Array(oneOf('TLSv1.2', 'TLSv1.3'), { uniqueItems: true }),
	headers: Type.Record(Type.String(), text()),
	responseRegex: text(),
	responseBodyRegex: text(),
	rateLimit: integer(1, 5000),
};

export const profileSchema = object(
	{ profileId: id },
	{ ...profileMembers, security: securitySchema },
);
export const profileChangeSchema = object(
	{},
	{ ...profileMembers, security: object({ authId: filled255 }) },
);
export type ProfileRequest = Static<typeof profileSchema>;
export type ProfileChange = Static<typeof profileChangeSchema>;

const event = oneOf(...EVENTS);
const subscriptionMembers = {
	name: filled255,
	criteria: Type.Array(
		object({}, { applicationId: name255, entityId: name255, callsConfigurationId: name255 }),
		{ maxItems: 255 },
	),
	resources: Type.Array(name255, { maxItems: 255 }),
	users: Type.Array(name255, { maxItems: 255 }),
};
const events = Type.Array(formOf('event', object({ event, format: text() }), event), {
	maxItems: 255,
});

export const subscriptionSchema = object(
	{ subscriptionId: id, events, profile: profileSchema },
	subscriptionMembers,
);
export const subscriptionChangeSchema = object(
	{ events, profile: object({ profileId: filled255 }) },
	subscriptionMembers,
);
export type SubscriptionRequest = Static<typeof subscriptionSchema>;
export type SubscriptionChange = Static<typeof subscriptionChangeSchema>;
