/** The addresses that n8n gives to triggers: `https://n8n.example.com/webhook/<id>/webhook`. */
import { parseHttpUrl } from './address';

const TRIGGER_PATH = /\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}\/webhook\/?$/i;

/** Whether it ends as the addresses do that n8n gives to triggers. */
export function isTriggerAddress({ pathname }: URL): boolean {
	return TRIGGER_PATH.test(pathname);
}

/** Where the n8n is that has the trigger, such as `https://n8n.example.com/`. */
export function baseOf(triggerUrl: string): string {
	const url = parseHttpUrl(triggerUrl);
	return url === undefined ? '' : `${url.origin}${url.pathname.replace(TRIGGER_PARTS, '/')}`;
}

/**
 * Whether both lead to one trigger, at two addresses of n8n: its own was changed, or it was copied
 * with everything in it. The test address of a trigger is another one than that of production.
 */
export function isOtherAddress(url: string, triggerUrl: string): boolean {
	const [one, other] = [parseHttpUrl(url), parseHttpUrl(triggerUrl)];
	return (
		one !== undefined &&
		other !== undefined &&
		isTriggerAddress(one) &&
		baseOf(url) !== baseOf(triggerUrl) &&
		triggerParts(one) === triggerParts(other)
	);
}

/** The endpoint, which is `webhook` or `webhook-test` unless n8n is configured otherwise, and the trigger in it. */
const TRIGGER_PARTS = /\/[^/]+\/[^/]+\/[^/]+\/?$/;

const triggerParts = ({ pathname }: URL): string => TRIGGER_PARTS.exec(pathname)?.[0] ?? pathname;
