import { isInternal, parseHttpUrl } from '../address';
import { bad, good, type Check } from './setupReport';

/** Where something at Infobip points. */
export interface Target {
	/** "action 76BA… of configuration CB0F…". */
	readonly what: string;
	/** As it may be shown. */
	readonly url: string;
}

/** Whether one of the targets is this n8n, and whether that can be reached from outside. */
export function checkTargets(
	targets: readonly Target[],
	ownUrl: URL | undefined,
	infobipIsLocal: boolean,
): Check[] {
	if (targets.length === 0) {
		const toDo =
			'Publish a workflow that begins with the Infobip Facebook Trigger: it makes what is missing.';
		return [bad('Messages are handed over', 'Nothing at Infobip forwards messages', toDo)];
	}
	const list = targets.map(({ what, url }) => `${what} → ${url}`).join('; ');
	const own = targets.filter(({ url }) => isAt(url, ownUrl));
	return [
		good('Messages are handed over', list),
		checkOwn(own, ownUrl),
		...own.slice(0, 1).map(({ url }) => checkReach(url, infobipIsLocal)),
		checkOthers(targets.filter((target) => !own.includes(target))),
	];
}

function checkOwn(own: readonly Target[], ownUrl: URL | undefined): Check {
	const name = 'They come to this n8n';
	const here = ownUrl?.origin ?? 'unknown';
	if (own.length > 0)
		return good(name, own.map(({ what }) => `${what} leads to ${here}`).join('; '));
	return bad(
		name,
		`None leads to this n8n (${here})`,
		'Publish the workflow here. If it is published, n8n has another address than it had then: unpublish and publish again.',
	);
}

function checkReach(text: string, infobipIsLocal: boolean): Check {
	const name = 'The address can be reached from outside';
	const url = parseHttpUrl(text);
	if (infobipIsLocal) return good(name, `${text}, and Infobip is on this network, too (a sandbox)`);
	if (url && url.protocol === 'https:' && !isInternal(url)) return good(name, text);
	return bad(
		name,
		`${text} is not a public https address`,
		'Give n8n its public https address in N8N_WEBHOOK_URL (WEBHOOK_URL in older versions), start it again, then unpublish and publish the workflow.',
	);
}

function checkOthers(others: readonly Target[]): Check {
	const name = 'Nothing else receives them';
	if (others.length === 0) return good(name, 'Only this n8n');
	return bad(
		name,
		`They also go to: ${others.map(({ what, url }) => `${what} → ${url}`).join('; ')}`,
		'That is right where you mean it. Otherwise delete what is no longer used, so that a customer is not answered twice.',
	);
}

function isAt(text: string, ownUrl: URL | undefined): boolean {
	return ownUrl !== undefined && parseHttpUrl(text)?.origin === ownUrl.origin;
}
