import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { quickReply } from '../../demo/choosing.mts';
import { waitFor } from '../../hosts/waitFor.mts';
import type { JsonObject } from '../../hosts/jsonShape.mts';
import type { Checks } from './Checks.mts';
import { Dialogue } from './dialogue/Dialogue.mts';
import type { DialoguePlan } from './dialogue/Dialogue.mts';
import type { Customer } from './examples/Customer.mts';
import type { World } from './world.mts';

const COLORS = {
	message: 'Which color?',
	responseType: 'choice',
	choices: {
		choice: [
			{ title: 'Red', value: 'RED' },
			{ title: 'Blue', value: 'BLUE' },
		],
	},
};
const FORGED = 1000;

/** Send and Wait for Response, and the trigger that hands the replies over. */
export async function dialogueScene(world: World, checks: Checks): Promise<void> {
	await choices(world, checks);
	await approvals(world, checks);
	await typedReplies(world, checks);
	await throughAnApplication(world, checks);
	await twoTriggers(world, checks);
}

/** Replies that come after the wait has ended, that were made up, or that find n8n started anew. */
export async function dialogueTroubleScene(world: World, checks: Checks): Promise<void> {
	await lateReplies(world, checks);
	await forgedReferences(world, checks);
	await afterACrash(world, checks);
}

async function withDialogue(
	world: World,
	plan: DialoguePlan,
	play: (dialogue: Dialogue) => Promise<void>,
): Promise<void> {
	const dialogue = await Dialogue.start(world, plan);
	await play(dialogue);
	await dialogue.end();
}

/** What the workflow was told, once it says so. */
async function got(customer: Customer): Promise<JsonObject | null> {
	const text = await customer.readsText();
	assert.match(text, /^Got /);
	return JSON.parse(text.slice(4)) as JsonObject | null;
}

async function isAsked(customer: Customer, question: string): Promise<void> {
	customer.writes('Hello');
	assert.equal(await customer.readsText(), question);
}

async function choices(world: World, checks: Checks): Promise<void> {
	await withDialogue(world, { ask: COLORS }, async (dialogue) => {
		await checks.check('a tapped choice continues the execution that asked', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.chooses('Red');
			const data = await got(customer);
			assert.deepEqual(
				[data?.['choice'], data?.['text'], data?.['payload'], data?.['from']],
				['RED', 'Red', 'RED', customer.userKey],
			);
			const [execution, ...others] = await dialogue.settles(1);
			assert.deepEqual([execution?.status, others.length], ['success', 0]);
		});
		await checks.check('a choice may be typed', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.writes('blue!');
			assert.equal((await got(customer))?.['choice'], 'BLUE');
			assert.equal((await dialogue.settles(2)).length, 2);
		});
		await checks.check('what is no choice is asked again, with the choices', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.writes('Green');
			const { text, quickReplies = [] } = await customer.reads();
			assert.equal(text, 'Please choose one of the options below.');
			assert.deepEqual(
				quickReplies.map(({ title }) => title),
				['Red', 'Blue'],
			);
			customer.chooses('Blue');
			assert.equal((await got(customer))?.['choice'], 'BLUE');
		});
		await checks.check(
			'after as many replies as allowed it goes on without an answer',
			async () => {
				const customer = dialogue.customer();
				await isAsked(customer, 'Which color?');
				customer.writes('Green');
				await customer.reads();
				customer.writes('Yellow');
				await customer.reads();
				customer.writes('Pink');
				const data = await got(customer);
				assert.deepEqual(
					[data?.['choice'], data?.['valid'], data?.['text']],
					[null, false, 'Pink'],
				);
			},
		);
		await checks.check('two taps at the same moment continue it once', async () => {
			const before = (await dialogue.settles(4)).length;
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.chooses('Red');
			customer.chooses('Blue');
			customer.chooses('Red');
			await got(customer);
			assert.equal((await dialogue.settles(before + 1)).length, before + 1);
			assert.deepEqual(customer.unread(), []);
		});
		await checks.check('the same reply handed over three times continues it once', async () => {
			const before = (await dialogue.settles(5)).length;
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.says({ type: 'TEXT', text: 'red' }, { times: 3 });
			await got(customer);
			assert.equal((await dialogue.settles(before + 1)).length, before + 1);
			assert.deepEqual(customer.unread(), []);
		});
		await checks.check('a typed reply that nothing pairs starts the workflow anew', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.says({ type: 'TEXT', text: 'Red' }, { pairedMessageId: null });
			assert.equal(await customer.readsText(), 'Which color?');
		});
	});
	await withDialogue(
		world,
		{ ask: COLORS, trigger: { replies: 'resumeTyped' } },
		async (dialogue) => {
			await checks.check(
				"a typed reply that nothing pairs is found by Infobip's logs",
				async () => {
					const customer = dialogue.customer();
					await isAsked(customer, 'Which color?');
					customer.says({ type: 'TEXT', text: 'Red' }, { pairedMessageId: null });
					assert.equal((await got(customer))?.['choice'], 'RED');
					customer.says({ type: 'TEXT', text: 'Thanks' }, { pairedMessageId: null });
					assert.equal(await customer.readsText(), 'Which color?');
				},
			);
		},
	);
	await withDialogue(world, { ask: COLORS, trigger: { replies: 'ignore' } }, async (dialogue) => {
		await checks.check('Ignore lets a reply start the workflow', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.chooses('Red');
			assert.equal(await customer.readsText(), 'Which color?');
		});
	});
}

async function approvals(world: World, checks: Checks): Promise<void> {
	const ask = {
		message: 'Refund 20 EUR?',
		responseType: 'approval',
		approvalOptions: { values: { approvalType: 'double', asksReason: true } },
	};
	await withDialogue(world, { ask }, async (dialogue) => {
		await checks.check('an approval', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Refund 20 EUR?');
			customer.chooses('Approve');
			assert.equal((await got(customer))?.['approved'], true);
		});
		await checks.check('a decline, with the reason that was typed', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Refund 20 EUR?');
			customer.chooses('Decline');
			assert.equal(await customer.readsText(), 'Please tell us why.');
			customer.writes('It is not damaged');
			const data = await got(customer);
			assert.deepEqual([data?.['approved'], data?.['reason']], [false, 'It is not damaged']);
		});
	});
}

async function typedReplies(world: World, checks: Checks): Promise<void> {
	const image = 'https://example.com/a.jpg';
	const kinds: [string, Parameters<Customer['says']>[0], unknown][] = [
		['text', { type: 'TEXT', text: ' Jane ' }, 'Jane'],
		['number', { type: 'TEXT', text: 'about 12' }, 12],
		['email', { type: 'TEXT', text: 'jane@example.com' }, 'jane@example.com'],
		['phone', { type: 'TEXT', text: '+385 91 234 567' }, '+38591234567'],
		['date', { type: 'TEXT', text: '24.12.2026 15:30' }, '2026-12-24T15:30'],
		[
			'location',
			{ type: 'LOCATION', latitude: 45.8, longitude: 15.9 },
			{ latitude: 45.8, longitude: 15.9 },
		],
		['attachment', { type: 'IMAGE', url: image }, image],
		['any', { type: 'IMAGE', url: image }, image],
	];
	for (const [acceptedReply, message, value] of kinds) {
		const ask = { message: `Your ${acceptedReply}?`, responseType: 'typedReply', acceptedReply };
		await withDialogue(world, { ask }, async (dialogue) => {
			await checks.check(
				`a typed reply: ${acceptedReply}, first wrong and then right`,
				async () => {
					const customer = dialogue.customer();
					await isAsked(customer, `Your ${acceptedReply}?`);
					if (acceptedReply !== 'any') {
						customer.says(
							acceptedReply === 'text'
								? { type: 'IMAGE', url: image }
								: { type: 'TEXT', text: 'hm' },
						);
						assert.match(await customer.readsText(), /^Please send /);
					}
					customer.says(message);
					assert.deepEqual((await got(customer))?.['value'], value);
					assert.equal((await dialogue.settles(1)).length, 1);
				},
			);
		});
	}
	const ask = { message: 'Your phone?', responseType: 'typedReply', acceptedReply: 'phone' };
	await withDialogue(world, { ask }, async (dialogue) => {
		await checks.check("the quick reply that shares the customer's own phone number", async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Your phone?');
			customer.shares('phone', '+38591234567');
			assert.equal((await got(customer))?.['value'], '+38591234567');
		});
	});
}

async function throughAnApplication(world: World, checks: Checks): Promise<void> {
	await withDialogue(world, { ask: COLORS, through: 'application' }, async (dialogue) => {
		await checks.check('a button from an Application continues the execution', async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			customer.presses('Blue');
			assert.equal((await got(customer))?.['choice'], 'BLUE');
			assert.equal((await dialogue.settles(1)).length, 1);
		});
	});
}

async function lateReplies(world: World, checks: Checks): Promise<void> {
	const limitWaitTime = {
		values: { limitType: 'afterTimeInterval', resumeAmount: 0.02, resumeUnit: 'minutes' },
	};
	await withDialogue(
		world,
		{ ask: { ...COLORS, options: { limitWaitTime } } },
		async (dialogue) => {
			await checks.check('after the limit the workflow goes on without data', async () => {
				const customer = dialogue.customer();
				await isAsked(customer, 'Which color?');
				assert.equal(await got(customer), null);
			});
			await checks.check(
				'a tap after that starts the workflow, with its value and expired',
				async () => {
					const customer = dialogue.customer();
					await isAsked(customer, 'Which color?');
					const tap = customer.offered('Red');
					assert.equal(await got(customer), null);
					customer.says(tap);
					assert.equal(await customer.readsText(), 'Late: RED');
				},
			);
		},
	);
}

async function twoTriggers(world: World, checks: Checks): Promise<void> {
	await withDialogue(world, { ask: COLORS }, async (dialogue) => {
		await checks.check(
			'of two triggers on a Page one hands the reply over, and none starts',
			async () => {
				const customer = dialogue.customer();
				await isAsked(customer, 'Which color?');
				const { pageId } = dialogue;
				const second = await Dialogue.start(dialogue.world, { ask: COLORS }, pageId);
				customer.chooses('Red');
				assert.equal((await got(customer))?.['choice'], 'RED');
				assert.equal((await dialogue.settles(1)).length, 1);
				assert.deepEqual(await second.settles(0), []);
				assert.deepEqual(customer.unread(), []);
				await second.end();
			},
		);
	});
}

/** Whatever a customer sends as payload: nothing is resumed, and nothing outside n8n is called. */
async function forgedReferences(world: World, checks: Checks): Promise<void> {
	let calls = 0;
	const elsewhere = createServer((_, response) => {
		calls += 1;
		response.end();
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	const host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
	const plan = { ask: COLORS, trigger: { filters: { messageTypes: ['text'] } } };
	await withDialogue(world, plan, async (dialogue) => {
		await checks.check(`${FORGED} forged references resume nothing and call nothing`, async () => {
			const customer = dialogue.customer();
			await isAsked(customer, 'Which color?');
			const genuine = customer.offered('Red');
			const payload = String((genuine['quickReply'] as JsonObject)['payload']);
			const [waiting] = await dialogue.settles(1);
			const messages = Array.from({ length: FORGED }, (_, index) => ({
				userKey: customer.userKey,
				message: {
					type: 'TEXT' as const,
					text: 'Red',
					quickReply: { payload: forge(payload, index, host) },
				},
			}));
			for (let at = 0; at < FORGED; at += 100) {
				world.sandbox.customersWrite({
					pageId: dialogue.pageId,
					messages: messages.slice(at, at + 100),
				});
			}
			await waitFor('every forged message to be handed over', { seconds: 180 }, () =>
				world.sandbox.forwards().every(({ state }) => state === 'delivered') ? true : undefined,
			);
			// A genuine reference, sent by somebody else.
			dialogue.customer().says(genuine, { pairedMessageId: null });
			await waitFor('it to be handed over', { seconds: 30 }, () =>
				world.sandbox.forwards().every(({ state }) => state === 'delivered') ? true : undefined,
			);
			const executions = await dialogue.settles(1);
			assert.deepEqual(
				executions.map(({ id, status }) => [id, status]),
				[[waiting?.id, 'waiting']],
			);
			assert.equal(calls, 0);
			customer.says(genuine);
			assert.equal((await got(customer))?.['choice'], 'RED');
		});
	});
	elsewhere.close();
}

/** Of a genuine payload: another execution, node, run, time, customer, signature or value, or an address. */
function forge(payload: string, index: number, host: string): string {
	const [reference = '', value = ''] = payload.split(':');
	const parts = reference.split('.');
	const changed = (at: number, text: string): string =>
		`${parts.map((part, place) => (place === at ? text : part)).join('.')}:${value}`;
	const junk = index.toString(16).padStart(64, '0');
	switch (index % 10) {
		case 0:
			// Never the genuine one.
			return changed(1, String(Number(parts[1]) + index + 1));
		case 1:
			return changed(2, (index + 1).toString(36));
		case 2:
			return changed(3, junk.slice(-12));
		case 3:
			return changed(5, junk);
		case 4:
			return changed(6, `other${index}`);
		case 5:
			return changed(7, encodeURIComponent(`http://${host}/${index}`));
		case 6:
			return `${reference}:BLUE${index}`;
		case 7:
			return `http://${host}/webhook-waiting/${reference}`;
		case 8:
			return changed(7, `..%2f..%2f${host}%2f${index}`);
		default:
			return changed(1, `${host}/${index}`);
	}
}

/** The wait is in n8n's database; what our nodes remember is gone. */
async function afterACrash(world: World, checks: Checks): Promise<void> {
	const ask = { ...COLORS, to: '={{ $("A customer writes").first().json.from }}' };
	const then = { nodes: [], connections: { 'Say got': { main: [[toAsk]] } } };
	await withDialogue(world, { ask, then }, async (dialogue) => {
		const customer = dialogue.customer();
		await checks.check('a reply continues the execution after n8n was killed', async () => {
			await isAsked(customer, 'Which color?');
			await dialogue.settles(1);
			await restart(world);
			customer.chooses('Red');
			assert.equal((await got(customer))?.['choice'], 'RED');
			assert.equal(await customer.readsText(), 'Which color?');
		});
		await checks.check('a button of the first question does not answer the second', async () => {
			const [first, second] = dialogue.questions(customer);
			await dialogue.settles(1);
			await restart(world);
			customer.says(quickReply(first!.shown, 'Red'));
			assert.equal(await customer.readsText(), 'Late: RED');
			const pairedMessageId = second!.messageId;
			customer.says({ type: 'TEXT', text: 'blue' }, { pairedMessageId });
			assert.equal((await got(customer))?.['choice'], 'BLUE');
		});
	});
}

const toAsk = { node: 'Ask', type: 'main', index: 0 };

async function restart({ n8n }: World): Promise<void> {
	await n8n.kill();
	await n8n.startAgain();
}
