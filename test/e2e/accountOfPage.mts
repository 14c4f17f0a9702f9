import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import type { World } from './world.mts';
import { sandboxCredential } from './world.mts';

/** A world whose credential knows a Page, which nodes use when they name none. */
export interface PageWorld extends World {
	pageId: string;
}

/** Connects a Page of this id, as the portal does, and stores a credential that has it. */
export async function accountOfPage(world: World, pageId: string): Promise<PageWorld> {
	const { sandbox, client, applicationKey, credentials } = world;
	sandbox.addPage({ id: pageId });
	const login = {
		...sandboxCredential(sandbox, applicationKey),
		sendAndReceiveThrough: 'page',
		pageId,
	};
	const credential = await client.createCredential(`Page ${pageId}`, API_CREDENTIAL, login);
	return { ...world, pageId, credentials: { ...credentials, [API_CREDENTIAL]: credential } };
}
