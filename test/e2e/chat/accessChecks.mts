import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

import { chatAddress } from '../../../sandbox/server.mts';
import type { Checks } from '../Checks.mts';
import { ChatTab } from './ChatTab.mts';
import { PAGE_ID } from './stage.mts';
import type { Stage } from './stage.mts';

const CUSTOMER = '1000000000000300';
const THEMES = ['light', 'dark'] as const;
const WIDTHS = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Keyboard, screen reader, contrast. */
export async function accessChecks(stage: Stage, checks: Checks): Promise<void> {
	const { browser, sandbox } = stage;
	await fillConversation(stage);

	for (const theme of THEMES) {
		for (const [width, viewport] of Object.entries(WIDTHS)) {
			await checks.check(`chat: axe finds nothing serious, ${theme}, ${width}`, async () => {
				const chat = await ChatTab.open(
					browser,
					chatAddress(sandbox.url, { page: PAGE_ID, customer: CUSTOMER }),
					// axe is put into the page, which takes no scripts but its own.
					{ viewport, colorScheme: theme, bypassCSP: true },
				);
				await chat.button('Yes').waitFor();
				const seen = [await axe(chat.page, 'conversation')];
				for (const screen of width === 'phone' ? ['Customers', 'API calls'] : []) {
					await chat.button(screen).click();
					seen.push(await axe(chat.page, screen));
					await chat.page.keyboard.press('Escape');
				}
				if (width === 'wide') {
					await chat.calls().first().locator('summary').click();
					seen.push(await axe(chat.page, 'an open call'));
				}
				for (const opener of ['Send a picture or a file', 'Send a location']) {
					await chat.button(opener).click();
					seen.push(await axe(chat.page, opener));
					await chat.page.keyboard.press('Escape');
				}
				await chat.close();
				assert.deepEqual(seen.flat(), []);
			});
		}
	}

	await checks.check('chat: all of it can be done by keyboard', async () => {
		const chat = await stage.open(CUSTOMER);
		const { keyboard } = chat.page;
		await chat.button('Yes').waitFor();
		await keyboard.press('Tab');
		assert.equal(await focused(chat.page), 'Skip to the message field');
		await keyboard.press('Enter');
		assert.equal(await focused(chat.page), 'Message');
		await tabTo(chat.page, 'Yes', 'Shift+Tab');
		await keyboard.press('Enter');
		await stage.isForwarded('ANSWER:yes');
		assert.equal(await focused(chat.page), 'Message');
		await keyboard.type('By keyboard');
		await keyboard.press('Shift+Enter');
		await keyboard.type('in two lines');
		await keyboard.press('Enter');
		await stage.isForwarded('By keyboard\\nin two lines');
		await tabTo(chat.page, 'Buy', 'Shift+Tab');
		await keyboard.press('Space');
		await stage.isForwarded('POSTBACK', 'BUY:keyboard');

		await tabTo(chat.page, 'Send a location', 'Tab');
		await keyboard.press('Enter');
		await tabTo(chat.page, 'Zagreb', 'Tab');
		await keyboard.press('Enter');
		await tabTo(chat.page, 'Longitude', 'Tab');
		await keyboard.press('Enter');
		await stage.isForwarded('"LOCATION"', '45.815').catch(async () => {
			throw new Error(`The dialog did not send; the focus is on ${await focused(chat.page)}`);
		});
		await chat.close();
	});

	await checks.check('chat: what has the focus shows it', async () => {
		const chat = await stage.open(CUSTOMER);
		await chat.field.waitFor();
		const without = new Set<string>();
		for (let step = 0; step < 25; step += 1) {
			await chat.page.keyboard.press('Tab');
			const { name, isShown } = await chat.page.evaluate(() => {
				const one = document.activeElement!;
				const isOutlined = (element: Element | null) =>
					element !== null && getComputedStyle(element).outlineStyle !== 'none';
				return {
					name: one.outerHTML.slice(0, 80),
					// A player draws the focus on its own controls.
					isShown:
						one instanceof HTMLMediaElement ||
						one === document.body ||
						isOutlined(one) ||
						isOutlined(one.nextElementSibling),
				};
			});
			if (!isShown) without.add(name);
		}
		assert.deepEqual([...without], []);
		await chat.close();
	});
}

async function fillConversation({ business, sandbox }: Stage): Promise<void> {
	sandbox.customerWrites(CUSTOMER, { pageId: PAGE_ID, message: { type: 'TEXT', text: 'Hello' } });
	for (const content of [
		{ type: 'IMAGE', url: business.sample('mug.png') },
		{ type: 'VIDEO', url: business.sample('unpacking.webm') },
		{ type: 'AUDIO', url: business.sample('chime.wav') },
		{ type: 'DOCUMENT', url: business.sample('delivery-note.pdf') },
		{ type: 'LOCATION', latitude: 1, longitude: 2 },
		{
			type: 'TEMPLATE',
			payload: {
				type: 'GENERIC',
				elements: ['Mug', 'Bowl', 'Jug'].map((title) => ({
					title,
					subtitle: '12 EUR',
					imageUrl: business.sample('bowl.png'),
					defaultAction: { url: 'https://example.com/' },
					buttons: [{ type: 'URL', title: 'See', url: 'https://example.com/' }],
				})),
			},
		},
		{ type: 'TEMPLATE', payload: { type: 'OPT_IN', title: 'News', payload: 'N' } },
		{
			type: 'TEMPLATE',
			payload: {
				type: 'BUTTON',
				text: 'See https://example.com/ or',
				buttons: [{ type: 'POSTBACK', title: 'Buy', payload: 'BUY:keyboard' }],
			},
		},
	]) {
		await business.send(PAGE_ID, CUSTOMER, content);
	}
	await business.send(
		PAGE_ID,
		CUSTOMER,
		{ type: 'TEXT', text: 'Well?' },
		{ quickReplies: [{ type: 'TEXT', title: 'Yes', payload: 'ANSWER:yes' }] },
	);
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe calls serious or critical, in a line each. */
async function axe(page: Page, where: string): Promise<string[]> {
	await page.evaluate(AXE);
	const { violations } = await page.evaluate(async () =>
		(window as unknown as { axe: { run(): Promise<AxeResults> } }).axe.run(),
	);
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.flatMap(({ id, nodes }) =>
			nodes.map(({ html, failureSummary }) => `${where}: ${id}: ${html} ${failureSummary ?? ''}`),
		);
}

async function tabTo(page: Page, name: string, key: 'Tab' | 'Shift+Tab'): Promise<void> {
	for (let step = 0; step < 60; step += 1) {
		if ((await focused(page)) === name) return;
		await page.keyboard.press(key);
	}
	throw new Error(`${key} never leads to “${name}”`);
}

/** The name of what has the focus, as far as this page needs it. */
async function focused(page: Page): Promise<string> {
	return page.evaluate(() => {
		const one = document.activeElement;
		const label =
			one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement
				? one.labels?.[0]
				: null;
		return (one?.getAttribute('aria-label') ?? label?.innerText ?? one?.textContent ?? '').trim();
	});
}
