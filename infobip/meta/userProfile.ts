/**
 * Meta's User Profile API: what a person shows to the Page that they wrote to. Infobip delivers a
 * name in none of its layouts.
 */
import type { InfobipAnswer } from '../call/client';
import { isObject, numberOf, parseJson, textOf, type JsonObject } from '../json';

/** Documented by Meta, like the fields and the errors below. */
export const GRAPH_URL = 'https://graph.facebook.com';

export interface UserProfile extends JsonObject {
	userKey: string;
	/** False if there is none: that is the customer's choice, not a failure. */
	available: boolean;
	firstName: string | null;
	lastName: string | null;
	/** Expires after a while. */
	pictureUrl: string | null;
	/** Meta's, if there is none. */
	reason: string | null;
}

/** The request `GET /<user key>`: Meta takes the token in the query. */
export function profileRequest(userKey: string, pageAccessToken: string) {
	return {
		url: `${GRAPH_URL}/${encodeURIComponent(userKey)}`,
		query: { fields: 'first_name,last_name,profile_pic', access_token: pageAccessToken },
	} as const;
}

/** 2018218: no profile available for this user. 2018001: no matching user found (inferred). */
const NO_PROFILE = new Set([2018218, 2018001]);

/** The profile, or why there is none; undefined if the answer is not one of Graph's. */
export function parseProfile(
	userKey: string,
	{ status, body }: InfobipAnswer,
): { readonly profile: UserProfile } | { readonly refusal: string } | undefined {
	const answer = parseJson(body);
	if (!isObject(answer)) return undefined;
	if (!isObject(answer.error)) {
		return status === 200 ? { profile: profileOf(userKey, answer) } : undefined;
	}
	const { code, error_subcode: subcode, message } = answer.error;
	const reason = textOf(message) ?? 'no reason given';
	const isAboutPerson = [code, subcode].some((one) => NO_PROFILE.has(numberOf(one) ?? 0));
	if (isAboutPerson) return { profile: { ...profileOf(userKey, {}), reason } };
	return { refusal: `${reason} (${textOf(code) ?? status})` };
}

function profileOf(userKey: string, profile: JsonObject): UserProfile {
	const firstName = textOf(profile.first_name) ?? null;
	const lastName = textOf(profile.last_name) ?? null;
	const pictureUrl = textOf(profile.profile_pic) ?? null;
	const available = firstName !== null || lastName !== null || pictureUrl !== null;
	return { userKey, available, firstName, lastName, pictureUrl, reason: null };
}
