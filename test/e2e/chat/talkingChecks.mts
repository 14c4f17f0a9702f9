import assert from 'node:assert/strict';

import type { Checks } from '../Checks.mts';
import type { ChatTab } from './ChatTab.mts';
import { PAGE_ID } from './stage.mts';
import type { Stage } from './stage.mts';

/** What customer and business say to each other, and how it is shown. */
export async function talkingChecks(stage: Stage, checks: Checks): Promise<void> {
	const { business, sandbox, receiver } = stage;
	const customer = '1000000000000100';
	const send = async (content: Record<string, unknown>, beside = {}) =>
		business.send(PAGE_ID, customer, content, beside);
	const chat = await stage.open(customer);

	await checks.check(
		'chat: what the customer writes is forwarded, delivered and seen',
		async () => {
			await chat.page.getByRole('heading', { name: 'Write to Demo page' }).waitFor();
			await chat.write('Is anybody there?');
			await stage.isForwarded('Is anybody there?', customer);
			await chat.last.getByText('Delivered').waitFor();
			await send({ type: 'SENDER_ACTION', senderAction: 'MARK_SEEN' });
			await chat.last.getByText('Seen').waitFor();
		},
	);

	await checks.check('chat: typing and an answer appear without a reload', async () => {
		await send({ type: 'SENDER_ACTION', senderAction: 'TYPING_ON' });
		await chat.page.getByText('The business is typing').waitFor();
		await send({ type: 'TEXT', text: 'Yes, all day.' });
		await chat.message('Yes, all day.').waitFor();
		await chat.page.getByText('The business is typing').waitFor({ state: 'detached' });
	});

	await checks.check('chat: an answer is delivered, and seen when the customer reads', async () => {
		const readAtOnce = chat.page.getByRole('switch', { name: 'Read messages at once' });
		await readAtOnce.setChecked(false, { force: true });
		await send({ type: 'TEXT', text: 'Read me later.' });
		await chat.message('Read me later.').getByText('Delivered').waitFor();
		await readAtOnce.setChecked(true, { force: true });
		await chat.message('Read me later.').getByText('Seen').waitFor();
		await stage.isForwarded('seenAt');
	});

	await checks.check('chat: HTML in a message is text, from either side', async () => {
		const html = '<img src=x onerror="document.title=\'owned\'"><b>bold</b>';
		await chat.write(html);
		await send({ type: 'TEXT', text: `As text: ${html}` });
		await send({
			type: 'TEMPLATE',
			payload: {
				type: 'GENERIC',
				elements: [{ title: html, subtitle: html, buttons: [postback(html, html)] }],
			},
		});
		await chat.message(`As text: ${html}`).waitFor();
		await chat.last.getByRole('button', { name: html }).waitFor();
		assert.equal(await chat.log.locator('img, b').count(), 0);
		assert.doesNotMatch(await chat.page.title(), /owned/);
	});

	await checks.check('chat: buttons lead to the web or send a postback', async () => {
		await send(
			buttons('What next?', [
				{ type: 'URL', title: 'Track it', url: 'https://example.com/track' },
				{ type: 'URL', title: 'Not a page', url: 'javascript:alert(1)' },
				postback('Call me', 'CALL:4711'),
			]),
		);
		const link = chat.last.getByRole('link', { name: 'Track it' });
		assert.equal(await link.getAttribute('href'), 'https://example.com/track');
		assert.equal(await link.getAttribute('target'), '_blank');
		assert.equal(await chat.page.getByRole('link', { name: 'Not a page' }).count(), 0);
		await chat.button('Call me').click();
		await stage.isForwarded('POSTBACK', 'CALL:4711', 'Call me');
		assert.match(await chat.last.innerText(), /Call me/);
	});

	await checks.check('chat: a quick reply is chosen once', async () => {
		const quickReplies = [
			{ type: 'TEXT', title: 'Tea', payload: 'DRINK:tea' },
			{ type: 'TEXT', title: 'Coffee', payload: 'DRINK:coffee' },
			{ type: 'EMAIL' },
		];
		await send({ type: 'TEXT', text: 'What would you like?' }, { quickReplies });
		const offered = chat.page.getByRole('group', { name: 'Quick replies' }).getByRole('button');
		await offered.nth(2).waitFor();
		assert.deepEqual(await offered.allInnerTexts(), ['Tea', 'Coffee', 'jane.doe@example.com']);
		await chat.button('Coffee').click();
		await stage.isForwarded('"quickReply"', 'DRINK:coffee');
		await offered.first().waitFor({ state: 'hidden' });
	});

	await checks.check('chat: cards can be stepped through and answered', async () => {
		const elements = ['Mug', 'Bowl', 'Jug', 'Plate'].map((title) => ({
			title,
			imageUrl: business.sample('mug.png'),
			buttons: [postback(`Buy the ${title}`, `BUY:${title}`)],
		}));
		await send({ type: 'TEMPLATE', payload: { type: 'GENERIC', elements } });
		const cards = chat.page.getByRole('group', { name: '4 cards' });
		await cards.waitFor();
		await chat.button('Next card').click();
		await chat.page.waitForFunction(() => document.querySelector('.scroller')!.scrollLeft > 0);
		await chat.button('Buy the Plate').click();
		await stage.isForwarded('POSTBACK', 'BUY:Plate');
	});

	await checks.check('chat: an opt-in is agreed to and taken back', async () => {
		await send({
			type: 'TEMPLATE',
			payload: {
				type: 'OPT_IN',
				title: 'News',
				payload: 'NEWS',
				notificationMessagesCtaText: 'GET_UPDATES',
			},
		});
		await chat.button('Get updates').click();
		await stage.isForwarded('"SUBSCRIBE"', 'NEWS');
		await chat.page.getByRole('button', { name: 'You get messages', pressed: true }).click();
		await stage.isForwarded('"UNSUBSCRIBE"', 'NEWS');
		await chat.page.getByRole('button', { name: 'Get updates', pressed: false }).waitFor();
	});

	await checks.check('chat: picture, video, audio, file and location are shown', async () => {
		await send({ type: 'IMAGE', url: business.sample('bowl.png') });
		await send({ type: 'VIDEO', url: business.sample('unpacking.webm') });
		await send({ type: 'AUDIO', url: business.sample('chime.wav') });
		await send({ type: 'DOCUMENT', url: business.sample('delivery-note.pdf') });
		await send({ type: 'LOCATION', latitude: 45.815, longitude: 15.9819, name: 'Our shop' });
		await chat.message('45.8150° N, 15.9819° E').waitFor();
		await chat.message('delivery-note.pdf').waitFor();
		await chat.page.waitForFunction(
			() =>
				document.querySelector<HTMLImageElement>('a.media img')!.naturalWidth === 480 &&
				Array.from(document.querySelectorAll('video, audio')).filter(
					(one) => one instanceof HTMLMediaElement && one.duration > 1,
				).length === 2,
		);
		await send({ type: 'IMAGE', url: `${sandbox.url}/_sandbox/chat/samples/none.png` });
		await chat.message('Picture cannot be shown: none.png').waitFor();
	});

	await sendingChecks(stage, checks, chat);

	await checks.check(
		'chat: a forward that is refused is said, and so is what comes next',
		async () => {
			receiver.status = 404;
			await chat.write('Who takes this?');
			await chat.last.getByText('Not delivered').waitFor();
			const notice = chat.page.getByText(
				/not accepted: .* answered 404.*tries again after 1 minute/,
			);
			await notice.waitFor();
			receiver.status = 200;
			await chat.last.getByText('Delivered', { exact: true }).waitFor();
			await notice.waitFor({ state: 'hidden' });
		},
	);
	receiver.status = 200;
	await chat.close();
}

/** A customer sends more than text. */
async function sendingChecks(stage: Stage, checks: Checks, chat: ChatTab): Promise<void> {
	const attachment = async (texts: string[]) => {
		const body = JSON.parse(await stage.isForwarded(...texts)) as {
			results: { message: { url: string } }[];
		};
		return body.results[0]!.message.url;
	};

	await checks.check(
		'chat: a sample picture and a file of their own reach the business',
		async () => {
			await chat.button('Send a picture or a file').click();
			await chat.button('A dented parcel').click();
			const sample = await fetch(await attachment(['"IMAGE"', 'parcel.png']));
			assert.equal(sample.headers.get('content-type'), 'image/png');

			await chat.button('Send a picture or a file').click();
			const content = '<script>document.title = "owned"</script>';
			await chat.page.getByLabel('Choose a file of your own').setInputFiles({
				name: 'note.html',
				mimeType: 'text/html',
				buffer: Buffer.from(content),
			});
			const upload = await fetch(await attachment(['"FILE"', '/uploads/']));
			assert.equal(await upload.text(), content);
			assert.match(upload.headers.get('content-security-policy') ?? '', /sandbox/);
			await chat.last.locator('a.file').waitFor();
		},
	);

	await checks.check('chat: a location reaches the business', async () => {
		await chat.button('Send a location').click();
		await chat.button('Nairobi').click();
		await chat.button('Send location').click();
		await stage.isForwarded('"LOCATION"', '-1.2921', '36.8219');
		await chat.message('1.2921° S, 36.8219° E').waitFor();
	});
}

function postback(title: string, payload: string) {
	return { type: 'POSTBACK', title, payload };
}

function buttons(text: string, list: object[]) {
	return { type: 'TEMPLATE', payload: { type: 'BUTTON', text, buttons: list } };
}
