import type { Sandbox, SandboxState } from '../sandbox/server.mts';

type Subscription = SandboxState['subscriptions'][number];

/** The subscriptions at the sandbox that hand a Page's events over. */
export function subscriptionsOf(sandbox: Sandbox, pageId: string): Subscription[] {
	return sandbox.state().subscriptions.filter(({ resources = [] }) => resources.includes(pageId));
}
