import type { Sandbox } from '../sandbox/server.mts';

export interface ForwardAction {
	configurationKey: string;
	key: string;
	forwardUrl: string;
}

/** The Forward actions an application has at the sandbox, in all its configurations. */
export function forwardActions(sandbox: Sandbox, applicationKey: string): ForwardAction[] {
	const application = sandbox.state().applications.find(({ key }) => key === applicationKey);
	return (application?.configurations ?? []).flatMap((configuration) =>
		configuration.actions.flatMap(({ key, forwardUrl }) =>
			forwardUrl === undefined ? [] : [{ configurationKey: configuration.key, key, forwardUrl }],
		),
	);
}
