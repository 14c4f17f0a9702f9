import type { Transport } from '../call/client';
import { actionName, listActions, type Action } from '../facebook/actions';
import { applicationName, listApplications } from '../facebook/applications';
import { listConfigurations } from '../facebook/configurations';
import { maskSecret } from '../facebook/forwardSecret';
import { textOf } from '../json';
import { bad, checkAccount, good, type Check } from './setupReport';
import { checkTargets, type Target } from './target';

/** Checks how an application is set up. Changes and consumes nothing. */
export async function checkApplication(
	transport: Transport,
	key: string,
	ownUrl: URL | undefined,
	infobipIsLocal: boolean,
): Promise<Check[]> {
	const { apis, checks } = await checkAccount(transport, 'facebook');
	if (apis.facebook !== 'answers') return checks;
	const applications = await listApplications(transport);
	const application = applications.find((one) => one.key === key);
	const name = 'Application known';
	if (!application) {
		const known = applications.map((one) => `${applicationName(one)} (${one.key})`).join(', ');
		const toDo =
			'Choose one of these in the node, or enter its key as Application Key in the credential.';
		return [...checks, bad(name, `${key} is not among the applications: ${known || 'none'}`, toDo)];
	}
	const actions = await allActions(transport, key);
	return [
		...checks,
		good(name, `${applicationName(application)} (${key})`),
		...checkTargets(actions.flatMap(toTarget), ownUrl, infobipIsLocal),
		checkPull(actions),
	];
}

interface PlacedAction {
	readonly configurationKey: string;
	readonly action: Action;
}

async function allActions(transport: Transport, applicationKey: string): Promise<PlacedAction[]> {
	const placed: PlacedAction[] = [];
	// One after the other: Infobip allows ten requests a second for the sibling of these methods.
	for (const { key } of await listConfigurations(transport, applicationKey)) {
		const actions = await listActions(transport, { applicationKey, configurationKey: key });
		placed.push(...actions.map((action) => ({ configurationKey: key, action })));
	}
	return placed;
}

function toTarget({ configurationKey, action }: PlacedAction): Target[] {
	const url = textOf(action.forwardUrl);
	const what = `action ${action.key} of configuration ${configurationKey}`;
	return url === undefined ? [] : [{ what, url: maskSecret(url) }];
}

function checkPull(actions: readonly PlacedAction[]): Check {
	const pulls = actions.filter(({ action }) => action.type === 'PULL');
	const seen = pulls.map(({ action }) => actionName(action)).join(', ');
	return good(
		'Pull actions',
		pulls.length === 0 ? 'None' : `${seen}: messages wait for Get Many, too`,
	);
}
