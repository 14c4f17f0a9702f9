import { chatAddress } from '../../sandbox/server.mts';
import { Steps } from '../../demo/Steps.mts';
import { DIALOGUE_CUSTOMER, playDialogue } from '../../demo/playDialogue.mts';
import type { Studio } from './stages.mts';

const LOOKS = [
	['dialogue', 'light'],
	['dialogue-dark', 'dark'],
] as const;
const VIEWPORT = { width: 1000, height: 760 };

/** `dialogue.png` and `dialogue-dark.png`: a booking, from the first question to the last answer. */
export async function takeDialogue({ demo, editor, folder }: Studio): Promise<void> {
	await playDialogue(demo, new Steps(() => undefined));
	const { url } = demo.sandbox;
	const browser = editor.page.context().browser();
	for (const [name, colorScheme] of LOOKS) {
		const context = await browser!.newContext({
			reducedMotion: 'reduce',
			colorScheme,
			viewport: VIEWPORT,
		});
		const page = await context.newPage();
		await page.goto(chatAddress(url, { page: demo.dialoguePageId, customer: DIALOGUE_CUSTOMER }));
		await page.getByText('See you then!').first().waitFor();
		await page.screenshot({ path: `${folder}/${name}.png` });
		console.log(`docs/images/${name}.png`);
		await context.close();
	}
}
