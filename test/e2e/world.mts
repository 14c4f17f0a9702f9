import type { CredentialReference } from '../../hosts/N8nClient.mts';
import { N8nClient } from '../../hosts/N8nClient.mts';
import type { N8nServer } from '../../hosts/N8nServer.mts';
import { API_CREDENTIAL } from '../../demo/exampleWorkflow.mts';
import { OWNER } from '../../demo/running.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import type { GraphStandIn } from './graphStandIn.mts';

/** Facebook's side of an application; sixteen digits; a double keeps only fifteen for sure. */
export const FACEBOOK_APP = {
	appId: '9007199254740993',
	appSecret: 'app-secret-of-the-e2e-test',
	pageAccessToken: 'page-token-of-the-e2e-test',
};

/** What every scene works with. */
export interface World {
	sandbox: Sandbox;
	n8n: N8nServer;
	client: N8nClient;
	/** What n8n takes for Meta's Graph API. */
	graph?: GraphStandIn;
	/** The application of `credentials`, which nodes use when they name none. */
	applicationKey: string;
	credentials: Record<string, CredentialReference>;
}

/** The fields of the credential for the sandbox, as a user fills them in. */
export function sandboxCredential(sandbox: Sandbox, applicationKey: string) {
	return {
		baseUrl: sandbox.url,
		authentication: 'basic',
		username: sandbox.username,
		password: sandbox.password,
		sendAndReceiveThrough: 'application',
		applicationKey,
		...FACEBOOK_APP,
	};
}

export async function createWorld(
	sandbox: Sandbox,
	n8n: N8nServer,
	graph?: GraphStandIn,
): Promise<World> {
	const client = new N8nClient(n8n.url);
	await client.setUpOwner(OWNER);
	const applicationKey = sandbox.addApplication();
	const login = sandboxCredential(sandbox, applicationKey);
	return {
		sandbox,
		n8n,
		client,
		...(graph && { graph }),
		applicationKey,
		credentials: {
			[API_CREDENTIAL]: await client.createCredential('Sandbox', API_CREDENTIAL, login),
		},
	};
}
