/**
 * `npm run test:e2e`: the packed nodes in a real n8n against the sandbox, checked by what arrives.
 * `--host <name>`: another n8n of `hosts/`. `--only <scene>`, as often as wanted: these scenes alone.
 *
 * Ends with a line `N passed, N failed`, and how many were skipped; exits with 0 when none has failed.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { N8nServer } from '../../hosts/N8nServer.mts';
import { installHost } from '../../hosts/installHost.mts';
import { DEFAULT_HOST, n8nHost } from '../../hosts/n8nHost.mts';
import { runCommand } from '../../hosts/runCommand.mts';
import { startSandbox } from '../../sandbox/server.mts';
import type { Sandbox } from '../../sandbox/server.mts';
import { checkedRun } from '../checkedRun.mts';
import type { Checks } from './Checks.mts';
import { agentScene } from './agentScene.mts';
import { chatScene } from './chatScene.mts';
import { connectionFailureScene, DNS_STAND_IN } from './connectionFailureScene.mts';
import { contentScene } from './contentScene.mts';
import { crashScene } from './crashScene.mts';
import { credentialScene } from './credentialScene.mts';
import { agentDialogue } from './dialogue/agentDialogue.mts';
import { dialogueScene, dialogueTroubleScene } from './dialogueScene.mts';
import { editorScene } from './editorScene.mts';
import { failoverScene } from './failoverScene.mts';
import { firstMinutesScene } from './firstMinutesScene.mts';
import { lifeCycleScene } from './lifeCycleScene.mts';
import { inboundTruthScene } from './inboundTruthScene.mts';
import type { GraphStandIn } from './graphStandIn.mts';
import { startGraphStandIn } from './graphStandIn.mts';
import { listScene } from './listScene.mts';
import { messageScene } from './messageScene.mts';
import { operationScene } from './operationScene.mts';
import { pageScene } from './pageScene.mts';
import { pageTriggerScene } from './pageTriggerScene.mts';
import { receiveScene } from './receiveScene.mts';
import { refusedPublishScene } from './refusedPublishScene.mts';
import { EXAMPLES } from './examples/index.mts';
import type { World } from './world.mts';
import { createWorld } from './world.mts';

const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type Scene = (world: World, checks: Checks) => Promise<void>;

/** By the name for `--only`. Each begins with what the one before has left: operations count the applications there are. */
const SCENES: Readonly<Record<string, Scene>> = {
	credentials: credentialScene,
	operations: operationScene,
	messages: messageScene,
	'connection-failures': connectionFailureScene,
	lists: listScene,
	receive: receiveScene,
	'refused-publish': refusedPublishScene,
	page: pageScene,
	'page-trigger': pageTriggerScene,
	dialogue: dialogueScene,
	'dialogue-agent': agentDialogue,
	'dialogue-trouble': dialogueTroubleScene,
	agent: agentScene,
	content: contentScene,
	failover: failoverScene,
	chat: chatScene,
	...EXAMPLES,
	'first-minutes': firstMinutesScene,
	editor: editorScene,
	'inbound-truth': inboundTruthScene,
	'life-cycle': lifeCycleScene,
	crash: crashScene,
};

const started: { n8n?: N8nServer; sandbox?: Sandbox; graph?: GraphStandIn } = {};

process.exitCode = await checkedRun({ play: main, logTail: () => started.n8n?.logTail(), stop });

async function main(checks: Checks): Promise<void> {
	const { values } = parseArgs({
		options: {
			host: { type: 'string', default: DEFAULT_HOST },
			only: { type: 'string', multiple: true, default: Object.keys(SCENES) },
		},
	});
	await play(values.host, scenesNamed(values.only), checks);
}

async function play(hostName: string, scenes: readonly Scene[], checks: Checks): Promise<void> {
	const host = n8nHost(hostName);
	await installHost(host, console.log);
	await runCommand('npm', ['run', 'build'], { cwd: REPOSITORY, seconds: 300 });
	const sandbox = await startSandbox();
	started.sandbox = sandbox;
	const graph = await startGraphStandIn();
	started.graph = graph;
	const n8n = await N8nServer.start(host, REPOSITORY, {
		...graph.environment,
		...DNS_STAND_IN,
		// n8n 1 keeps files in memory, where no link can point to them.
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	});
	started.n8n = n8n;
	console.log(`n8n ${host.n8nVersion} at ${n8n.url}, sandbox at ${sandbox.url}`);
	const world = await createWorld(sandbox, n8n, graph);
	for (const scene of scenes) await scene(world, checks);
	await checks.check('n8n is still running', () => {
		if (n8n.ending !== undefined) throw new Error(`n8n ${n8n.ending}`);
	});
}

/** In the order in which they stand. @throws Error naming the scenes there are. */
function scenesNamed(names: readonly string[]): Scene[] {
	const unknown = names.find((name) => !(name in SCENES));
	if (unknown !== undefined) {
		const known = Object.keys(SCENES).join(', ');
		throw new Error(`There is no scene “${unknown}”. Choose from: ${known}.`);
	}
	return Object.entries(SCENES)
		.filter(([name]) => names.includes(name))
		.map(([, scene]) => scene);
}

async function stop(): Promise<void> {
	await started.n8n?.stop();
	await started.sandbox?.close();
	started.graph?.close();
}
