import { join } from 'node:path';

import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

import type { JsonObject } from '../sandbox/exactJson.mts';
import { startSandbox } from '../sandbox/server.mts';
import type { Sandbox } from '../sandbox/server.mts';
import { Business } from './Business.mts';
import { Receiver } from './Receiver.mts';

const PAGE_ID = '102030405060708';
const CUSTOMER = '1000000000000077';
/** Only for the kinds of messages, one conversation each. */
const KINDS_CUSTOMER = '1000000000000088';

const WIDE = { width: 1200, height: 690 };
const PHONE = { width: 390, height: 844 };

/**
 * Saves the pictures of the chat page: `chat-light.png`, `chat-dark.png`, `chat-phone.png` and
 * `message-<kind>.png`, from a sandbox of its own.
 *
 * @param told hears the name of each file
 */
export async function takeChatPictures(
	browser: Browser,
	folder: string,
	told: (file: string) => void,
): Promise<void> {
	const sandbox = await startSandbox({ demoPageId: PAGE_ID, secondsPerMinute: 6 });
	const receiver = await Receiver.start();
	try {
		const business = new Business(sandbox);
		sandbox.addPage({ id: PAGE_ID, name: 'Blue Mug Shop' });
		sandbox.addApplication();
		await business.subscribe(PAGE_ID, receiver.url());
		const save = async (page: Page, name: string) => {
			await page.screenshot({ path: join(folder, `${name}.png`) });
			told(`${name}.png`);
		};
		await talk(sandbox, business);
		for (const [name, options] of LOOKS) {
			const page = await open(browser, sandbox, CUSTOMER, options);
			await save(page, name);
			await page.context().close();
		}
		await takeKinds(browser, sandbox, business, folder, told);
	} finally {
		await receiver.stop();
		await sandbox.close();
	}
}

const LOOKS: readonly (readonly [string, BrowserContextOptions])[] = [
	['chat-light', { viewport: WIDE, colorScheme: 'light' }],
	['chat-dark', { viewport: WIDE, colorScheme: 'dark' }],
	['chat-phone', { viewport: PHONE, colorScheme: 'light' }],
];

async function open(
	browser: Browser,
	sandbox: Sandbox,
	customer: string,
	options: BrowserContextOptions,
): Promise<Page> {
	const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
	const page = await context.newPage();
	await page.goto(`${sandbox.url}/?page=${PAGE_ID}&customer=${customer}`);
	await page.getByRole('heading', { level: 2, name: 'Blue Mug Shop' }).waitFor();
	return page;
}

/** A conversation that shows what a workflow can do. */
async function talk(sandbox: Sandbox, business: Business): Promise<void> {
	const writes = (userKey: string, message: { type: 'TEXT'; text: string }) =>
		sandbox.customerWrites(userKey, { pageId: PAGE_ID, message });
	writes('1000000000000042', { type: 'TEXT', text: 'When will my parcel arrive?' });
	await business.send(PAGE_ID, '1000000000000042', {
		type: 'TEXT',
		text: 'It will be with you on Saturday.',
	});
	writes(CUSTOMER, { type: 'TEXT', text: 'Good morning! Do you have blue mugs?' });
	await business.send(PAGE_ID, CUSTOMER, { type: 'SENDER_ACTION', senderAction: 'MARK_SEEN' });
	await business.send(PAGE_ID, CUSTOMER, {
		type: 'TEXT',
		text: 'Good morning! Yes, these are new:',
	});
	await business.send(PAGE_ID, CUSTOMER, carousel(business, []));
	sandbox.customerWrites(CUSTOMER, {
		pageId: PAGE_ID,
		message: { type: 'POSTBACK', title: 'Buy', payload: 'BUY:mug' },
	});
	await business.send(
		PAGE_ID,
		CUSTOMER,
		{ type: 'TEXT', text: 'A good choice. Shall we send it?' },
		QUICK_REPLIES,
	);
	await arrival(sandbox, CUSTOMER);
}

const QUICK_REPLIES = {
	quickReplies: ['Send it', 'I will fetch it', 'Not today'].map((title) => ({
		type: 'TEXT',
		title,
		payload: title.toUpperCase(),
	})),
};

/** @param more buttons of each card beside the first */
function carousel(
	business: Business,
	more = [{ type: 'URL', title: 'See more', url: 'https://example.com/shop' }],
): JsonObject {
	const card = (title: string, subtitle: string, file: string) => ({
		title,
		subtitle,
		imageUrl: business.sample(file),
		buttons: [{ type: 'POSTBACK', title: 'Buy', payload: `BUY:${title}` }, ...more],
	});
	return {
		type: 'TEMPLATE',
		payload: {
			type: 'GENERIC',
			elements: [
				card('Blue mug', '12 EUR, holds 300 ml', 'mug.png'),
				card('Green bowl', '18 EUR, made of stoneware', 'bowl.png'),
				card('Garden set', '95 EUR, for four', 'garden.png'),
			],
		},
	};
}

/** One of each, as a workflow sends it. */
function kinds(business: Business): [string, JsonObject, JsonObject?][] {
	const template = (payload: JsonObject) => ({ type: 'TEMPLATE', payload });
	return [
		[
			'text',
			{ type: 'TEXT', text: 'Your parcel is on its way. Follow it at https://example.com/track' },
		],
		['image', { type: 'IMAGE', url: business.sample('mug.png') }],
		['video', { type: 'VIDEO', url: business.sample('unpacking.webm') }],
		['audio', { type: 'AUDIO', url: business.sample('chime.wav') }],
		['file', { type: 'DOCUMENT', url: business.sample('delivery-note.pdf') }],
		[
			'location',
			{
				type: 'LOCATION',
				latitude: 45.815,
				longitude: 15.9819,
				name: 'Our shop',
				address: 'Zagreb',
			},
		],
		[
			'buttons',
			template({
				type: 'BUTTON',
				text: 'Your order is ready. What next?',
				buttons: [
					{ type: 'URL', title: 'Track it', url: 'https://example.com/track' },
					{ type: 'POSTBACK', title: 'Call me', payload: 'CALL_ME' },
				],
			}),
		],
		['carousel', carousel(business)],
		[
			'quick-replies',
			{ type: 'TEXT', text: 'Shall we send it, or will you fetch it?' },
			QUICK_REPLIES,
		],
		['typing', { type: 'SENDER_ACTION', senderAction: 'TYPING_ON' }],
		[
			'opt-in',
			template({
				type: 'OPT_IN',
				title: 'News of the Blue Mug Shop',
				payload: 'NEWS',
				imageUrl: business.sample('garden.png'),
				notificationMessagesCtaText: 'GET_UPDATES',
			}),
		],
	];
}

/** Around the message, in CSS pixels. */
const MARGIN = 10;

async function takeKinds(
	browser: Browser,
	sandbox: Sandbox,
	business: Business,
	folder: string,
	told: (file: string) => void,
): Promise<void> {
	for (const [index, [name, content, beside]] of kinds(business).entries()) {
		const customer = `${KINDS_CUSTOMER}${index}`;
		await business.send(PAGE_ID, customer, content, beside);
		await arrival(sandbox, customer);
		const page = await open(browser, sandbox, customer, {
			viewport: { width: 640, height: 620 },
			deviceScaleFactor: 2,
			colorScheme: 'light',
		});
		const clip = await messageBox(page);
		await page.screenshot({ path: join(folder, `message-${name}.png`), clip });
		told(`message-${name}.png`);
		await page.context().close();
	}
}

/** What belongs to the message: its avatar, bubble, mark and quick replies. */
async function messageBox(
	page: Page,
): Promise<{ x: number; y: number; width: number; height: number }> {
	const parts = page.locator(
		'#messages .message, #messages .mark, #typing > *, #quick-replies button',
	);
	await parts.first().waitFor();
	await page.waitForFunction(() =>
		Array.from(document.querySelectorAll('video, audio, img')).every((one) =>
			one instanceof HTMLMediaElement ? one.readyState >= 2 : (one as HTMLImageElement).complete,
		),
	);
	// The controls of a player fade in and out.
	await page.waitForTimeout(400);
	const boxes = (
		await Promise.all((await parts.all()).map(async (part) => part.boundingBox()))
	).filter((box) => box !== null);
	const left = (await page.locator('#log').boundingBox())?.x ?? 0;
	const x = left + 18 - MARGIN;
	const y = Math.min(...boxes.map((box) => box.y)) - MARGIN;
	return {
		x,
		y,
		width: Math.max(...boxes.map((box) => box.x + box.width)) + MARGIN - x,
		height: Math.max(...boxes.map((box) => box.y + box.height)) + MARGIN - y,
	};
}

/** Waits until the last message to this customer is there. */
async function arrival(sandbox: Sandbox, userKey: string): Promise<void> {
	while (sandbox.conversation(userKey).some(({ status }) => status === 'pending')) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
