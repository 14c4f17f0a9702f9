/**
 * `npm run pictures`: makes the pictures of README and docs anew, from a real n8n with the demo's
 * workflows, in a real Chromium. CHROMIUM names it where it is in no usual place.
 * `--only dialogue`, `stages`, `forms`, `failover`, `content` or `examples`: only those; may be given several times.
 * `--only everyForm`: each form as it is when it is added, into `.cache/pictures`.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { Camera } from '../browser/Camera.mts';
import { Editor } from '../browser/Editor.mts';
import { launchChromium } from '../browser/chromium.mts';
import { withPictureOfFailure } from '../browser/pictureOfFailure.mts';
import { Steps } from '../demo/Steps.mts';
import { OWNER, startDemo, stopDemo } from '../demo/running.mts';
import type { Started } from '../demo/running.mts';
import { DEFAULT_HOST, n8nHost } from '../hosts/n8nHost.mts';
import { takeDialogue } from './pictures/dialogue.mts';
import { takeEveryForm } from './pictures/everyForm.mts';
import { takeExamples } from './pictures/examples.mts';
import { takeContent } from './pictures/content.mts';
import { takeFailover } from './pictures/failover.mts';
import { takeForms } from './pictures/forms.mts';
import { takeStages } from './pictures/stages.mts';

const IMAGES = join(import.meta.dirname, 'images');

const PARTS = {
	dialogue: takeDialogue,
	stages: takeStages,
	forms: takeForms,
	failover: takeFailover,
	content: takeContent,
	examples: takeExamples,
	everyForm: takeEveryForm,
};
const FOR_THE_GUIDES = Object.keys(PARTS).filter((part) => part !== 'everyForm');

const { values } = parseArgs({
	options: { only: { type: 'string', multiple: true, default: FOR_THE_GUIDES } },
});
const started: Started = {};
const browser = await launchChromium();
try {
	const demo = await startDemo(n8nHost(DEFAULT_HOST), new Steps(console.log), started);
	const editor = await Editor.open(browser, demo.n8n);
	const camera = new Camera(editor.page, IMAGES, (file) => {
		console.log(`docs/images/${file}`);
	});
	await withPictureOfFailure(editor.page, async () => {
		await editor.logIn(OWNER);
		for (const [name, take] of Object.entries(PARTS)) {
			if (values.only.includes(name)) await take({ demo, editor, camera, folder: IMAGES });
		}
	});
} finally {
	await browser.close();
	await stopDemo(started);
}
