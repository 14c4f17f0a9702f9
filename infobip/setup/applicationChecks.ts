import type { Transport } from '../call/client';
import type { Listed } from '../call/unreadable';
import { isActive, isPull, readActions, type Action } from '../facebook/actions';
import { member } from '../facebook/answerForms';
import {
	applicationName,
	getApplication,
	readApplications,
	type Application,
} from '../facebook/applications';
import { readConfigurations, type Configuration } from '../facebook/configurations';
import { isOwnedBy, maskSecret } from '../facebook/forwardSecret';
import { textOf } from '../json';
import { attempt, bad, checkAccount, good, type Check } from './setupReport';
import { checkAnswers, checkTargets, type Surroundings, type Target } from './target';

/** Checks how an application is set up. Changes and consumes nothing. */
export async function checkApplication(
	transport: Transport,
	key: string | undefined,
	surroundings: Surroundings,
): Promise<Check[]> {
	const { isUsable, checks } = await checkAccount(transport, 'facebook');
	if (key === undefined) return [...checks, NONE_CHOSEN];
	if (!isUsable) return checks;
	const known = await attempt(KNOWN, async () => [await checkKnown(transport, key)]);
	if (known.some(({ ok }) => !ok)) return [...checks, ...known];
	return [...checks, ...known, ...(await checkActions(transport, key, surroundings))];
}

const KNOWN = 'Application known';
const HANDED_OVER = 'Messages are handed over';

const NONE_CHOSEN = bad(
	'Application chosen',
	"Neither 'Application' in this node nor 'Application Key' in the credential has a value",
	"Choose an application in the node, or enter its key as 'Application Key' in the credential.",
);

async function checkKnown(transport: Transport, key: string): Promise<Check> {
	const list = await readApplications(transport).catch(() => undefined);
	const found = list?.entries.find((one) => one.key === key);
	// A list that cannot be read, or not to its end, says nothing about what is not in it.
	const application: Application | undefined =
		found ?? (list?.unreadable === 0 ? undefined : await getApplication(transport, key));
	if (application !== undefined) return good(KNOWN, `${applicationName(application)} (${key})`);
	const known = list?.entries.map((one) => `${applicationName(one)} (${one.key})`).join(', ');
	return bad(
		KNOWN,
		`${key} is not among the applications: ${known || 'none'}`,
		"Choose one of these in the node, or enter its key as 'Application Key' in the credential.",
	);
}

interface PlacedAction {
	readonly configuration: Configuration;
	readonly action: Action;
}

async function checkActions(
	transport: Transport,
	key: string,
	surroundings: Surroundings,
): Promise<Check[]> {
	const { ownUrl, infobipIsLocal, instanceId } = surroundings;
	const placed: PlacedAction[] = [];
	// What cannot be read is one failed check, and the rest is of use anyway.
	const unread = await attempt(HANDED_OVER, async () => {
		const configurations = await readConfigurations(transport, key);
		const failures: Check[] = unreadable(configurations, 'configurations');
		// One after the other: Infobip allows ten requests a second for the sibling of these methods.
		for (const configuration of configurations.entries) {
			const place = { applicationKey: key, configurationKey: configuration.key };
			const failed = await attempt(HANDED_OVER, async () => {
				const actions = await readActions(transport, place);
				placed.push(...actions.entries.map((action) => ({ configuration, action })));
				return unreadable(actions, `actions of configuration ${configuration.key}`);
			});
			failures.push(...failed);
		}
		return failures;
	});
	const targets = placed.flatMap((one) => toTarget(one, instanceId));
	const nothingIsKnown = targets.length === 0 && unread.length > 0;
	return [
		...unread,
		...(nothingIsKnown ? [] : checkTargets(targets, ownUrl, infobipIsLocal)),
		...(await checkAnswers(targets, surroundings)),
		checkPull(placed),
	];
}

/** A failed check if a list has entries that cannot be read. */
function unreadable(list: Listed<unknown>, what: string): Check[] {
	if (list.unreadable === 0 || list.isInferred) return [];
	return [
		bad(
			HANDED_OVER,
			`${list.unreadable} of the ${what} cannot be read`,
			'Look in the Infobip portal yourself, and open an issue with this finding.',
		),
	];
}

function toTarget({ configuration, action }: PlacedAction, instanceId: string): Target[] {
	if (isPull(action)) return [];
	const url = textOf(action.forwardUrl);
	const what = `action ${action.key} of configuration ${configuration.key}`;
	const keyword = textOf(member(configuration, 'keyword'));
	const isOff = !isActive(action) || !isActive(configuration);
	const notes = [
		...(isOff ? ['inactive'] : []),
		...(keyword === undefined ? [] : [`only messages that begin with "${keyword}"`]),
	];
	return [
		{
			what,
			url: url === undefined ? 'an address that Infobip does not show' : maskSecret(url),
			isOff,
			isOf: (trigger) => url !== undefined && isOwnedBy(url, { ...trigger, instanceId }),
			...(notes.length === 0 ? {} : { note: notes.join(', ') }),
		},
	];
}

function checkPull(placed: readonly PlacedAction[]): Check {
	const pulls = placed.filter(({ action }) => isPull(action));
	const names = pulls.map(({ action }) => `Pull (${action.key})`).join(', ');
	return good(
		'Pull actions',
		pulls.length === 0 ? 'None' : `${names}: messages wait for Get Many, too`,
	);
}
