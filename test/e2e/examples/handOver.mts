import assert from 'node:assert/strict';

import axios from 'axios';

import type { CredentialReference } from '../../../hosts/N8nClient.mts';
import { waitFor } from '../../../hosts/waitFor.mts';
import type { Checks } from '../Checks.mts';
import type { Mail, MailServer } from '../mailServer.mts';
import { startMailServer } from '../mailServer.mts';
import type { World } from '../world.mts';
import { playExample } from './exampleStage.mts';
import type { ExampleStage } from './exampleStage.mts';

const FILE = 'hand-over-to-a-person.json';
const MAIL_SECONDS = 60;

/** The bot is silent from the hand-over until the agent gives the conversation back. */
export async function handOver(world: World, checks: Checks): Promise<void> {
	const smtp = await startMailServer();
	try {
		const credentials = { smtp: await createCredential(world, smtp) };
		await playExample(world, checks, FILE, (stage) => play(stage, smtp, checks), {
			credentials,
			through: 'page',
		});
	} finally {
		await smtp.close();
	}
}

async function play(stage: ExampleStage, smtp: MailServer, checks: Checks): Promise<void> {
	const customer = stage.customer('page');

	await checks.check('the bot answers, and offers a person', async () => {
		customer.writes('Hello');
		assert.match((await customer.reads()).text ?? '', /^Hello! I am this Page's assistant/);
	});
	await checks.check('no e-mail goes out: the customer is told, and the bot goes on', async () => {
		smtp.refuse(true);
		customer.presses('Talk to a person');
		assert.match(await customer.readsText(), /nobody is available/);
		smtp.refuse(false);
		customer.writes('Then not');
		assert.match(await customer.readsText(), /I am this Page's assistant/);
	});
	await checks.check(
		'a button hands over: the agent gets an e-mail, the customer is told',
		async () => {
			customer.presses('Talk to a person');
			const { subject, text, to } = await mailArrives(smtp, 1);
			assert.deepEqual(to, ['agent@example.com']);
			assert.ok(subject.includes(customer.userKey), subject);
			assert.ok(linkIn(text), text);
			assert.match(await customer.readsText(), /^A colleague will get back to you/);
		},
	);
	await checks.check('what is written now goes to the agent, and the bot is silent', async () => {
		customer.writes('Are you there?');
		const { subject, text } = await mailArrives(smtp, 2);
		assert.match(subject, /wrote again$/);
		assert.match(text, /Are you there\?/);
		await stage.settles(5);
		assert.deepEqual(customer.unread(), []);
	});
	await checks.check('another customer is answered by the bot meanwhile', async () => {
		const other = stage.customer('page');
		other.writes('Hello');
		assert.match(await other.readsText(), /I am this Page's assistant/);
		assert.equal(smtp.mails().length, 2);
	});
	await checks.check('the link opens a form, and does not give back by itself', async () => {
		const form = await axios.get<string>(linkIn(smtp.mails()[0]?.text ?? ''), { proxy: false });
		assert.match(form.data, /Give the conversation back to the bot/);
		assert.ok(form.data.includes(customer.userKey));
		await stage.settles(6);
		assert.deepEqual(customer.unread(), []);
	});
	await checks.check(
		'the agent gives it back with last words, and the bot answers again',
		async () => {
			const answer = new FormData();
			answer.append('field-0', 'Your parcel is on its way.');
			await axios.post(linkIn(smtp.mails()[0]?.text ?? ''), answer, { proxy: false });
			assert.match(await customer.readsText(), /^Your parcel is on its way\. If you need/);
			customer.writes('Thank you');
			assert.match(await customer.readsText(), /I am this Page's assistant/);
			assert.equal(smtp.mails().length, 2);
		},
	);
	await checks.check('a word asks for a person as well', async () => {
		customer.writes('I want to talk to a human, please');
		assert.match(await customer.readsText(), /^A colleague will get back to you/);
		const { text } = await mailArrives(smtp, 3);
		await stage.settles(8);
		await axios.post(linkIn(text), new FormData(), { proxy: false });
		assert.match(await customer.readsText(), /^Our colleague has closed/);
	});
}

async function mailArrives(smtp: MailServer, count: number): Promise<Mail> {
	return await waitFor(`e-mail ${count}`, { seconds: MAIL_SECONDS }, () => smtp.mails()[count - 1]);
}

function linkIn(text: string): string {
	return /https?:\/\/\S+/.exec(text)?.[0] ?? '';
}

async function createCredential(
	{ client }: World,
	{ port }: MailServer,
): Promise<CredentialReference> {
	return await client.createCredential('Mail', 'smtp', {
		user: '',
		password: '',
		host: '127.0.0.1',
		port,
		secure: false,
		disableStartTls: true,
		hostName: '',
	});
}
