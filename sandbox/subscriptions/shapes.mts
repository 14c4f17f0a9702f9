import {
	also,
	distinct,
	either,
	fits,
	integer,
	list,
	map,
	object,
	oneOf,
	text,
} from '../platform/shape.mts';
import type { Shape, TypeOf } from '../platform/shape.mts';
import { isHttpUrl } from '../platform/fieldChecks.mts';
import { EVENTS } from '../platform/webhookKind.mts';

// Members and limits of this file are documented unless a comment says otherwise.

const name255 = text({ max: 255 });
const filled255 = text({ min: 1, max: 255 });

/** URL-safe (documented); which characters that means is a guess after RFC 3986. */
const id = text({ min: 1, max: 255 }, /^[A-Za-z0-9._~-]+$/);

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
		headers: map(text()),
	},
);

const credentials = either(
	basic,
	either(hmac, oauth, ''),
	'must be the credentials of BASIC, HMAC or OAUTH',
);
const CREDENTIALS_OF: Record<string, Shape<unknown>> = { BASIC: basic, HMAC: hmac, OAUTH: oauth };
const securityMembers = {
	type: oneOf('BASIC', 'HMAC', 'OAUTH', 'CUSTOM'),
	credentials,
};

export const securityShape = also(object({ authId: id }, securityMembers), credentialsFitType);
export const securityChangeShape = also(object({}, securityMembers), credentialsFitType);
export type SecurityRequest = TypeOf<typeof securityShape>;

/** That the credentials must fit the type is a guess: the schema ties neither to the other. */
function credentialsFitType(
	value: { type?: string; credentials?: unknown },
	path: string,
	report: (path: string, problem: string) => void,
): void {
	const expected = value.type === undefined ? undefined : CREDENTIALS_OF[value.type];
	if (!expected || value.credentials === undefined || fits(expected, value.credentials)) return;
	const prefix = path === '' ? '' : `${path}.`;
	report(`${prefix}credentials`, `must be the credentials of ${value.type ?? ''}`);
}

// That only an address which can be called is taken is a guess.
const notifyUrl = also(text({ max: 512 }), (value, path, report) => {
	if (!isHttpUrl(value)) report(path, 'must be a valid URL');
});

const profileMembers = {
	webhook: object({ notifyUrl }, { contentType: name255 }),
	clientCertificateId: name255,
	maxBucketSize: integer({ min: 1, max: 2000 }),
	windowSize: integer({ min: 20, max: 10_000 }),
	connectTimeout: integer({ min: 300, max: 30_000 }),
	readTimeout: integer({ min: 1000, max: 90_000 }),
	enabledSSLProtocols: distinct(oneOf('TLSv1.2', 'TLSv1.3')),
	headers: map(text()),
	responseRegex: text(),
	responseBodyRegex: text(),
	rateLimit: integer({ min: 1, max: 5000 }),
};

export const profileShape = object(
	{ profileId: id },
	{ ...profileMembers, security: securityShape },
);
export const profileChangeShape = object(
	{},
	{ ...profileMembers, security: object({ authId: filled255 }) },
);
export type ProfileRequest = TypeOf<typeof profileShape>;
export type ProfileChange = TypeOf<typeof profileChangeShape>;

const event = oneOf(...EVENTS);
const subscriptionMembers = {
	name: filled255,
	criteria: list(
		object({}, { applicationId: name255, entityId: name255, callsConfigurationId: name255 }),
		{ max: 255 },
	),
	resources: list(name255, { max: 255 }),
	users: list(name255, { max: 255 }),
};
const events = list(
	either(event, object({ event, format: text() }), `must be one of ${EVENTS.join(', ')}`),
	{ max: 255 },
);

export const subscriptionShape = object(
	{ subscriptionId: id, events, profile: profileShape },
	subscriptionMembers,
);
export const subscriptionChangeShape = object(
	{ events, profile: object({ profileId: filled255 }) },
	subscriptionMembers,
);
export type SubscriptionRequest = TypeOf<typeof subscriptionShape>;
export type SubscriptionChange = TypeOf<typeof subscriptionChangeShape>;
