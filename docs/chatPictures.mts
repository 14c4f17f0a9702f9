/**
 * `node docs/chatPictures.mts`: makes the pictures of the sandbox's chat page and of every kind of
 * message anew, in a real Chromium. CHROMIUM names it where it is in no usual place.
 */
import { join } from 'node:path';

import { takeChatPictures } from '../browser/chatPictures.mts';
import { launchChromium } from '../browser/chromium.mts';

const browser = await launchChromium();
try {
	await takeChatPictures(browser, join(import.meta.dirname, 'images'), (file) => {
		console.log(`docs/images/${file}`);
	});
} finally {
	await browser.close();
}
