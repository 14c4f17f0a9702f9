import { isJsonObject } from '../exactJson.mts';
import { badRequest } from '../platform/apiError.mts';
import type { ValidationErrors } from '../platform/apiError.mts';
import { isFilledText } from '../platform/fieldChecks.mts';
import type { FacebookApp } from './applicationRegistry.mts';

/**
 * Reads the documented body of create, which update shares (inferred):
 * `{"facebook":{"page":{"accessToken"},"application":{"id","secret"}}}`. That all three values are
 * required is inferred from the only example.
 *
 * @throws ApiError 400 naming every field that is missing or wrong
 */
export function readApplicationRequest(body: unknown): FacebookApp {
	const errors: ValidationErrors = {};
	const facebook = member(body, 'facebook');
	const accessToken = member(member(facebook, 'page'), 'accessToken');
	const application = member(facebook, 'application');
	const id = readAppId(member(application, 'id'));
	const secret = member(application, 'secret');

	if (!isFilledText(accessToken)) errors['facebook.page.accessToken'] = ['must not be blank'];
	if (id === undefined) errors['facebook.application.id'] = ['must be a positive integer'];
	if (!isFilledText(secret)) errors['facebook.application.secret'] = ['must not be blank'];

	if (!isFilledText(accessToken) || id === undefined || !isFilledText(secret))
		throw badRequest(errors);
	return { accessToken, id, secret };
}

function member(value: unknown, name: string): unknown {
	return isJsonObject(value) ? value[name] : undefined;
}

/** A JSON number as documented; the same digits as text are let through as well (guess). */
function readAppId(value: unknown): bigint | undefined {
	if (typeof value !== 'bigint' && typeof value !== 'number' && typeof value !== 'string') {
		return undefined;
	}
	const digits = String(value);
	return /^[1-9]\d{0,19}$/.test(digits) ? BigInt(digits) : undefined;
}
