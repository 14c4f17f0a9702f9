import { launchChromium } from '../../browser/chromium.mts';
import type { Checks } from './Checks.mts';
import { accessChecks } from './chat/accessChecks.mts';
import { aroundChecks } from './chat/aroundChecks.mts';
import { exampleChecks } from './chat/exampleChecks.mts';
import { phoneChecks } from './chat/phoneChecks.mts';
import { clearStage, setStage } from './chat/stage.mts';
import { talkingChecks } from './chat/talkingChecks.mts';
import type { World } from './world.mts';

/** The sandbox's chat page in a real Chromium: mostly with a sandbox of its own, once with n8n. */
export async function chatScene(world: World, checks: Checks): Promise<void> {
	const browser = await launchChromium();
	try {
		const stage = await setStage(browser);
		try {
			await talkingChecks(stage, checks);
			await aroundChecks(stage, checks);
			await phoneChecks(stage, checks);
			await accessChecks(stage, checks);
		} finally {
			await clearStage(stage);
		}
		await exampleChecks(world, browser, checks);
	} finally {
		await browser.close();
	}
}
