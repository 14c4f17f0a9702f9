import type { Sandbox } from '../sandbox/server.mts';

/**
 * What the sandbox has for receiving, in words. The demo's sandbox is its own, so whatever is
 * there, our triggers have made.
 */
export function leftovers(sandbox: Sandbox): string[] {
	const { applications, subscriptions, profiles, security } = sandbox.state();
	const configurations = applications.flatMap((application) => application.configurations);
	return [
		...configurations.map(({ key }) => `configuration ${key}`),
		...configurations.flatMap(({ actions }) => actions.map(({ key }) => `action ${key}`)),
		...subscriptions.map(({ subscriptionId }) => `subscription ${subscriptionId}`),
		...profiles.map(({ profileId }) => `profile ${profileId}`),
		...security.map(({ authId }) => `security ${authId}`),
	];
}
