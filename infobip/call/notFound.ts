import type { ApiError, MissingKey, Refusal } from '../errors';

/** What Infobip calls an application, an action and a configuration that do not exist. */
const MISSING: ReadonlyMap<string | undefined, MissingKey> = new Map([
	['1', 'applicationKey'],
	['5', 'actionKey'],
	['6', 'configurationKey'],
	['APPLICATION_NOT_FOUND', 'applicationKey'],
]);

/** True if Infobip says which thing does not exist, and not only that nothing is at the path. */
export function namesWhatIsMissing({ code }: Refusal): boolean {
	return MISSING.has(code);
}

/** The keys in the path of something below an application. */
const KEYS = /^\/facebook\/1\/applications\/[^/]+(\/configurations\/[^/]+(\/actions\/[^/]+)?)?/;

/** Without a key in them, these exist wherever the Facebook API does. */
const FACEBOOK_PATH = /^\/facebook\/1\/(applications|single|reports|inbox\/reports)$/;

/** What an account with the Messenger API has; a single subscription may be missing anyway. */
const MESSENGER_PATH = /^\/(messenger\/|messages-api\/|subscriptions\/1\/subscription\/\w+$)/;

/** Whether a 404 is about a key, and then which may be wrong, or about an API that is not there. */
export function notFound(
	path: string,
	{ code }: Refusal,
): Partial<Pick<ApiError, 'absentApi' | 'missingKeys'>> {
	const named = MISSING.get(code);
	if (named !== undefined && path.startsWith('/facebook/')) return { missingKeys: [named] };
	const keys = KEYS.exec(path);
	if (keys !== null) {
		const [, configuration, action] = keys;
		return {
			missingKeys: [
				'applicationKey',
				...(configuration === undefined ? [] : ['configurationKey' as const]),
				...(action === undefined ? [] : ['actionKey' as const]),
			],
		};
	}
	if (FACEBOOK_PATH.test(path)) return { absentApi: 'facebook' };
	return MESSENGER_PATH.test(path) ? { absentApi: 'messenger' } : {};
}
