/** Every name under which Infobip may send a value, and the member of the event that it becomes. */
import type { Event } from '../../../infobip/event/event.ts';
import { customerOf } from '../../../infobip/event/event.ts';
import { parseEvent } from '../../../infobip/inbound/parseEvents.ts';
import type { JsonObject, JsonValue } from '../../../infobip/json.ts';

const PAGE = '102030405060708';
const CUSTOMER = '24060000000000001';
const NOON = '2026-03-01T12:00:00.000+0000';
const READ_NOON = '2026-03-01T12:00:00.000Z';

const read = (entry: JsonValue, ownId?: string): Event =>
	parseEvent(entry, { includeRaw: false, ownId });

describe('a delivery report', () => {
	const platform = { applicationId: 'shop', entityId: 'zagreb' };
	const report = {
		event: 'DELIVERY',
		messageId: 'm',
		bulkId: 'b',
		sender: PAGE,
		destination: CUSTOMER,
		status: { groupId: 3, groupName: 'DELIVERED', id: 5, name: 'DELIVERED_TO_HANDSET' },
		error: { groupId: 0, groupName: 'OK', id: 0, name: 'NO_ERROR', permanent: false },
		sentAt: NOON,
		doneAt: NOON,
		callbackData: 'c',
		campaignReferenceId: 'spring',
		platform,
		channel: 'MESSENGER',
		price: { pricePerMessage: 0.01, currency: 'EUR' },
		messageCount: 1,
		smsCount: 1,
		mccMnc: '21901',
		networkId: 7,
		deviceDetails: 'a phone',
	};
	const expected = {
		status: 'DELIVERED',
		messageId: 'm',
		from: PAGE,
		to: CUSTOMER,
		statusName: 'DELIVERED_TO_HANDSET',
		isFinal: true,
		errorName: 'NO_ERROR',
		permanent: false,
		bulkId: 'b',
		sentAt: READ_NOON,
		doneAt: READ_NOON,
		callbackData: 'c',
		campaignReferenceId: 'spring',
		platform,
		channel: 'MESSENGER',
		price: 0.01,
		currency: 'EUR',
		event: 'deliveryReport',
	};

	it('has all that Infobip documents', () => {
		expect(read(report)).toEqual(expected);
	});

	it.each<[string, JsonObject, object]>([
		['sendAt', { sendAt: NOON }, { sentAt: READ_NOON }],
		['deliveredAt', { deliveredAt: NOON }, { doneAt: READ_NOON }],
		['id', { id: 'm' }, { messageId: 'm' }],
		['a plain price', { price: 0.02 }, { price: 0.02 }],
		['an error as a text', { error: 'EC_BLOCKED' }, { errorName: 'EC_BLOCKED' }],
		['the page in from', { from: PAGE, to: CUSTOMER }, { from: PAGE, to: CUSTOMER }],
		['the customer in recipient', { recipient: CUSTOMER }, { to: CUSTOMER }],
		[
			'an application outside of platform',
			{ applicationId: 'a' },
			{ platform: { applicationId: 'a' } },
		],
	])('reads %s', (_, members, member) => {
		const event = read({ event: 'DELIVERY', ...members });
		expect(event).toMatchObject(member);
		expect(event).not.toHaveProperty('raw');
	});

	it('goes to the customer, also where Infobip has the parties the other way round', () => {
		const swapped = { event: 'DELIVERY', sender: CUSTOMER, destination: PAGE };
		expect(read(swapped, PAGE)).toMatchObject({ from: PAGE, to: CUSTOMER });
		const straight = { event: 'DELIVERY', sender: PAGE, destination: CUSTOMER };
		for (const ownId of [PAGE, 'another', undefined]) {
			expect(read(straight, ownId)).toMatchObject({ from: PAGE, to: CUSTOMER });
		}
		expect(read({ event: 'DELIVERY', sender: PAGE })).toMatchObject({ from: PAGE, to: null });
		expect(read({ event: 'DELIVERY', sender: PAGE, destination: PAGE }, PAGE)).toMatchObject({
			from: PAGE,
			to: PAGE,
		});
	});

	const ours = `n8n-${'0'.repeat(32)}`;

	it.each<[JsonValue, string | null, boolean | undefined]>([
		[{ groupId: 0 }, 'ACCEPTED', false],
		[{ groupId: 1 }, 'PENDING', false],
		[{ groupId: 2 }, 'UNDELIVERABLE', true],
		[{ groupId: 3 }, 'DELIVERED', true],
		[{ groupId: 4 }, 'EXPIRED', true],
		[{ groupId: 5 }, 'REJECTED', true],
		[{ groupName: 'delivered' }, 'delivered', true],
		['PENDING', 'PENDING', false],
		[{ groupName: 'NEW_GROUP' }, 'NEW_GROUP', undefined],
		[{ groupId: 9 }, null, undefined],
	])('with the status %j is %s; whether it is the last: %s', (status, group, isFinal) => {
		const event = read({ event: 'DELIVERY', messageId: ours, status });
		expect(event).toMatchObject({ status: group });
		expect('isFinal' in event ? event.isFinal : undefined).toBe(isFinal);
	});

	it('of a step of failover is the last only if it is of the last channel', () => {
		const failed = { event: 'DELIVERY', status: { groupName: 'REJECTED' } };
		expect(read({ ...failed, messageId: `${ours}.SMS` })).toMatchObject({ isFinal: false });
		expect(read({ ...failed, messageId: `${ours}.SMS`, channel: 'SMS' })).toMatchObject({
			isFinal: true,
		});
		expect(read({ ...failed, messageId: 'own' })).not.toHaveProperty('isFinal');
		const arrived = { event: 'DELIVERY', status: 'DELIVERED', messageId: `${ours}.SMS` };
		expect(read(arrived)).toMatchObject({ isFinal: true });
	});
});

describe('a report about what was seen', () => {
	const expected = {
		messageId: 'm',
		from: PAGE,
		to: CUSTOMER,
		seenAt: READ_NOON,
		sentAt: READ_NOON,
		bulkId: 'b',
		callbackData: 'c',
		campaignReferenceId: 'spring',
		platform: { entityId: 'zagreb' },
		channel: 'MESSENGER',
		event: 'seenReport',
	};
	const more = {
		bulkId: 'b',
		callbackData: 'c',
		campaignReferenceId: 'spring',
		entityId: 'zagreb',
		channel: 'MESSENGER',
	};

	it.each<JsonObject>([
		{
			event: 'SEEN',
			messageId: 'm',
			sender: PAGE,
			destination: CUSTOMER,
			seenAt: NOON,
			sentAt: NOON,
		},
		{ event: 'SEEN', id: 'm', sender: PAGE, to: CUSTOMER, readAt: NOON, sendAt: NOON },
		{ event: 'SEEN', id: 'm', sender: PAGE, from: CUSTOMER, readAt: NOON, sendAt: NOON },
		{ messageId: 'm', from: CUSTOMER, to: PAGE, seenAt: NOON, sentAt: NOON },
	])('has all that Infobip documents: %j', (members) => {
		expect(read({ ...members, ...more })).toEqual(expected);
	});

	it('has null for what is missing', () => {
		expect(read({ event: 'SEEN' })).toEqual({
			messageId: null,
			from: null,
			to: null,
			seenAt: null,
			event: 'seenReport',
		});
	});
});

describe('a consent', () => {
	const channelData = {
		subscriptionPayload: 'NEWS',
		subscriptionTitle: 'News of the shop',
		notificationMessagesToken: 't',
		tokenExpiry: NOON,
		userTokenStatus: 'REFRESHED',
		notificationMessagesTimezone: 'Europe/Zagreb',
	};
	const members = { channel: 'MESSENGER', from: CUSTOMER, createdAt: NOON, channelData };
	const expected = {
		from: CUSTOMER,
		to: PAGE,
		payload: 'NEWS',
		title: 'News of the shop',
		createdAt: READ_NOON,
		token: 't',
		tokenExpiry: READ_NOON,
		tokenStatus: 'REFRESHED',
		timezone: 'Europe/Zagreb',
		event: 'consentUpdate',
	};

	it.each(['SUBSCRIBE', 'UNSUBSCRIBE', 'CONSENT_UPDATE'])('has all of a %s', (event) => {
		expect(read({ ...members, event, sender: PAGE })).toEqual({ ...expected, consent: event });
	});

	it('is known by its channel data, and has the Page in `to` as well', () => {
		expect(read({ ...members, to: PAGE })).toEqual({ ...expected, consent: null });
	});

	it('has null for what is missing', () => {
		expect(read({ event: 'SUBSCRIBE' })).toEqual({
			consent: 'SUBSCRIBE',
			from: null,
			to: null,
			event: 'consentUpdate',
		});
	});
});

const PLACES: JsonObject[] = [
	{ latitude: 45, longitude: 16 },
	{ lat: 45, lng: 16 },
	{ lat: 45, lon: 16 },
	{ lat: 45, long: 16 },
];

describe('a received message', () => {
	const base = { from: CUSTOMER, to: PAGE, messageId: 'm', text: 'Hi' };

	it.each<[string, JsonObject, object]>([
		['msgId', { messageId: null, msgId: 'n' }, { messageId: 'n' }],
		['mid in place of an id', { messageId: null, mid: 'n' }, { messageId: 'n' }],
		['id', { messageId: null, id: 'n' }, { messageId: 'n' }],
		['mid beside an id', { mid: 'n' }, { messageId: 'm', mid: 'n' }],
		...['receivedAt', 'receivedTime', 'timestamp', 'dateTime', 'date', 'time'].map(
			(name): [string, JsonObject, object] => [name, { [name]: NOON }, { receivedAt: READ_NOON }],
		),
		['a time that is none', { receivedAt: 'soon' }, { receivedAt: 'soon' }],
		['replyTo', { replyTo: 'r' }, { replyTo: 'r' }],
		['replyTo.mid', { replyTo: { mid: 'r' } }, { replyTo: 'r' }],
		['replyTo.messageId', { replyTo: { messageId: 'r' } }, { replyTo: 'r' }],
		['replyTo.id', { replyTo: { id: 'r' } }, { replyTo: 'r' }],
		['pairedMessageId', { pairedMessageId: 'p' }, { pairedMessageId: 'p' }],
		['correlationData', { metadata: { correlationData: 'c' } }, { correlationData: 'c' }],
		['campaignReferenceId', { campaignReferenceId: 'c' }, { campaignReferenceId: 'c' }],
		['platform', { platform: { entityId: 'e' } }, { platform: { entityId: 'e' } }],
		['applicationId', { applicationId: 'a' }, { platform: { applicationId: 'a' } }],
		['keyword', { keyword: 'K' }, { keyword: 'K' }],
		['another channel', { channel: 'VIBER' }, { channel: 'VIBER' }],
		['title', { text: null, title: 'Hi' }, { text: 'Hi', type: 'text' }],
		['caption', { text: null, caption: 'Hi' }, { text: 'Hi', type: 'text' }],
		['cleanText', { text: null, cleanText: 'Hi' }, { text: 'Hi', type: 'text' }],
		['messageType', { messageType: 'IMAGE' }, { type: 'image', text: 'Hi' }],
		['url', { url: 'https://e.com' }, { url: 'https://e.com', type: 'link' }],
		['link', { link: 'https://e.com' }, { url: 'https://e.com', type: 'link' }],
		['mediaUrl', { mediaUrl: 'https://e.com' }, { url: 'https://e.com', type: 'file' }],
		['fileUrl', { fileUrl: 'https://e.com' }, { url: 'https://e.com', type: 'file' }],
		['payload.url', { payload: { url: 'https://e.com' } }, { url: 'https://e.com', type: 'link' }],
		['stickerId', { stickerId: '369' }, { stickerId: '369', type: 'image' }],
		['payload', { payload: 'BUY' }, { payload: 'BUY', type: 'postback' }],
		['postbackData', { postbackData: 'BUY' }, { payload: 'BUY', type: 'postback' }],
		['a payload of JSON', { payload: { a: 1 } }, { payload: '{"a":1}', type: 'postback' }],
		['quickReply', { quickReply: 'RED' }, { payload: 'RED', type: 'quickReply' }],
		[
			'quickReply.payload',
			{ quickReply: { payload: 'RED' } },
			{ payload: 'RED', type: 'quickReply' },
		],
		['quickReply.id', { quickReply: { id: 'RED' } }, { payload: 'RED', type: 'quickReply' }],
		['a button by its id', { type: 'BUTTON_REPLY', id: 'B' }, { payload: 'B', type: 'postback' }],
		['a button', { type: 'BUTTON_REPLY', id: 'B', payload: 'C' }, { payload: 'C' }],
		['a list', { type: 'LIST_REPLY', id: 'L' }, { payload: 'L', type: 'quickReply' }],
		['lat, lng', { lat: 0, lng: 16 }, { latitude: 0, longitude: 16, type: 'location' }],
		['lat, lon', { lat: 0, lon: 16 }, { latitude: 0, longitude: 16, type: 'location' }],
		['lat, long', { lat: 0, long: 16 }, { latitude: 0, longitude: 16, type: 'location' }],
		['latitude alone', { latitude: 45 }, { latitude: 45, type: 'text' }],
		['longitude alone', { longitude: 16 }, { longitude: 16, type: 'text' }],
		...['location', 'coordinates', 'position'].flatMap(
			(name): Array<[string, JsonObject, object]> =>
				PLACES.map((place) => [
					`${name}: ${Object.keys(place).join(', ')}`,
					{ [name]: place },
					{ latitude: 45, longitude: 16, type: 'location' },
				]),
		),
	])('reads %s', (_, members, expected) => {
		const event = read({ ...base, ...members });
		expect(event).toMatchObject({ event: 'messageReceived', ...expected });
		expect(event).not.toHaveProperty('raw');
	});

	it.each([
		['TEXT', 'text'],
		['SUBJECT', 'text'],
		['IMAGE', 'image'],
		['PHOTO', 'image'],
		['PICTURE', 'image'],
		['VIDEO', 'video'],
		['AUDIO', 'audio'],
		['VOICE', 'audio'],
		['FILE', 'file'],
		['DOCUMENT', 'file'],
		['LOCATION', 'location'],
		['LOCATION_URL', 'location'],
		['POSTBACK', 'postback'],
		['BUTTON_REPLY', 'postback'],
		['QUICK_REPLY', 'quickReply'],
		['LIST_REPLY', 'quickReply'],
		['URL', 'link'],
		['link', 'link'],
		['Fallback', 'link'],
	])('of the type %s is %s', (type, expected) => {
		expect(read({ ...base, type })).toEqual({
			text: 'Hi',
			from: CUSTOMER,
			type: expected,
			to: PAGE,
			messageId: 'm',
			receivedAt: null,
			event: 'messageReceived',
		});
	});

	it.each<[string, JsonObject]>([
		...['from', 'sender', 'userKey', 'facebookUserKey', 'user', 'psid'].flatMap(
			(name): Array<[string, JsonObject]> => [
				[name, { [name]: CUSTOMER }],
				[`${name} as an object`, { [name]: { id: CUSTOMER } }],
			],
		),
		...['userKey', 'facebookUserKey', 'key', 'id', 'psid', 'phoneNumber', 'number'].map(
			(name): [string, JsonObject] => [`from.${name}`, { from: { [name]: CUSTOMER } }],
		),
		...['userKey', 'key', 'id'].map((name): [string, JsonObject] => [
			`from.user.${name}`,
			{ from: { user: { [name]: CUSTOMER } } },
		]),
	])('is from the customer in %s', (_, members) => {
		expect(read({ text: 'Hi', ...members })).toEqual({
			text: 'Hi',
			from: CUSTOMER,
			type: 'text',
			to: null,
			messageId: null,
			receivedAt: null,
			event: 'messageReceived',
		});
	});

	it.each(['to', 'destination', 'recipient', 'applicationKey', 'applicationCode', 'pageId'])(
		'is for the Page in %s',
		(name) => {
			expect(read({ text: 'Hi', [name]: PAGE })).toMatchObject({ from: null, to: PAGE });
			expect(read({ text: 'Hi', [name]: PAGE })).not.toHaveProperty('raw');
		},
	);

	it('keeps the parties where both are ours, or neither', () => {
		expect(read({ ...base, from: PAGE }, PAGE)).toMatchObject({ from: PAGE, to: PAGE });
		expect(read(base, 'another')).toMatchObject({ from: CUSTOMER, to: PAGE });
	});

	it.each(['message', 'content', 'body', 'attachments', 'attachment', 'parts'])(
		'is found in %s, down to the third level',
		(name) => {
			const inside = { from: CUSTOMER, [name]: { [name]: { [name]: 'Hi' } } };
			expect(read(inside)).toMatchObject({ text: 'Hi', type: 'text' });
			expect(read(inside)).not.toHaveProperty('raw');
			const deeper = { from: CUSTOMER, [name]: { [name]: { [name]: { [name]: 'Hi' } } } };
			expect(read(deeper)).toHaveProperty('raw');
		},
	);

	it('says once what is in the entry and in its content', () => {
		const image = { type: 'IMAGE', text: 'Hi', url: 'https://e.com/a' };
		const event = read({ ...base, message: image });
		expect(event).toMatchObject({ text: 'Hi', type: 'image' });
		expect(event).not.toHaveProperty('parts');
		const other = read({ ...base, text: 'Look', message: image });
		expect(other).toMatchObject({
			text: 'Look\nHi',
			type: 'image',
			parts: [
				{ type: 'text', text: 'Look' },
				{ type: 'image', text: 'Hi' },
			],
		});
	});

	it('is not said twice, in whichever part of its content it is', () => {
		const content: JsonObject[] = [
			{ type: 'TEXT', text: 'Hi' },
			{ type: 'IMAGE', url: 'https://e.com/a' },
		];
		const event = read({ ...base, content });
		expect(event).toMatchObject({ text: 'Hi', type: 'image', parts: { length: 2 } });
	});

	it('of a type that is not known has its content all the same', () => {
		const message = { type: 'STICKER', url: 'https://e.com/a' };
		expect(read({ from: CUSTOMER, message })).toMatchObject({ type: 'unknown', url: message.url });
	});

	it('does not take the id of anything but a button for what was chosen', () => {
		expect(read({ ...base, id: 'x' })).not.toHaveProperty('payload');
		expect(read({ ...base, message: { type: 'TEXT', id: 'x' } })).not.toHaveProperty('payload');
	});

	it.each([true, false])('has no content in a message that is %s', (message) => {
		const entry = { from: CUSTOMER, text: 'Hi', message };
		expect(read(entry)).toMatchObject({ text: 'Hi', type: 'text', raw: entry });
		expect(read(entry)).not.toHaveProperty('parts');
	});

	it('can be answered for a day, if the day ends in a time that JavaScript knows', () => {
		expect(read({ ...base, receivedAt: 8_640_000_000_000_000 - 86_400_000 })).toMatchObject({
			replyWindowEndsAt: '+275760-09-13T00:00:00.000Z',
		});
		expect(read({ ...base, receivedAt: 8_640_000_000_000_000 })).not.toHaveProperty(
			'replyWindowEndsAt',
		);
	});

	it.each(['MESSENGER', 'FACEBOOK'])('does not say that its channel is %s', (channel) => {
		expect(read({ ...base, channel })).not.toHaveProperty('channel');
	});

	it.each<JsonObject>([
		{ integrationType: 'FACEBOOK' },
		{ price: { pricePerMessage: 0 } },
		{ messageCount: 1 },
		{ event: 'MO' },
		{ event: 'INBOUND_MESSAGE' },
		{ event: 'mo' },
	])('has no use for %j', (members) => {
		expect(read({ ...base, ...members })).toEqual(read(base));
	});
});

describe('the kind of an entry', () => {
	it.each<[JsonObject, Event['event']]>([
		[{ event: 'CONSTRUCTOR', text: 'Hi' }, 'unknown'],
		[{ event: 7, text: 'Hi' }, 'messageReceived'],
		[{ notificationType: 'BLOCKED', from: CUSTOMER }, 'unknown'],
		[{ channelData: { a: 1 } }, 'consentUpdate'],
		[{ seenAt: NOON, text: 'Hi' }, 'seenReport'],
		[{ status: { groupId: 1 }, text: 'Hi' }, 'deliveryReport'],
		[{ status: { groupId: 1 }, receivedAt: NOON }, 'messageReceived'],
		[{ doneAt: NOON, text: 'Hi' }, 'deliveryReport'],
		[{ doneAt: NOON, receivedAt: NOON }, 'messageReceived'],
		[{ status: 'DELIVERED' }, 'deliveryReport'],
		[{ status: 'DELIVERED', text: 'Hi' }, 'messageReceived'],
		...['message', 'text', 'payload', 'url', 'mediaUrl', 'latitude', 'quickReply', 'mid'].map(
			(name): [JsonObject, Event['event']] => [{ [name]: '1' }, 'messageReceived'],
		),
		[{ receivedAt: NOON }, 'messageReceived'],
		[{ from: CUSTOMER }, 'messageReceived'],
		[{ sender: CUSTOMER }, 'messageReceived'],
		[{ to: PAGE }, 'unknown'],
	])('%j is %s', (entry, kind) => {
		expect(read(entry).event).toBe(kind);
	});

	it('is what was expected, only if nothing else is known', () => {
		const options = { includeRaw: false, expected: 'seenReport' } as const;
		expect(parseEvent({ id: 'm' }, options).event).toBe('seenReport');
		expect(parseEvent({ id: 'm', text: 'Hi' }, options).event).toBe('messageReceived');
	});

	it('that is not known still has its parties, id and time', () => {
		const entry = { event: 'TYPING', from: PAGE, to: CUSTOMER, id: 'm', receivedAt: NOON };
		expect(read(entry, PAGE)).toEqual({
			event: 'unknown',
			text: null,
			from: CUSTOMER,
			type: 'unknown',
			to: PAGE,
			messageId: 'm',
			receivedAt: READ_NOON,
			raw: entry,
		});
	});
});

describe('customerOf', () => {
	it.each<[JsonObject, string | null]>([
		[{ event: 'DELIVERY', sender: PAGE, destination: CUSTOMER }, CUSTOMER],
		[{ event: 'SEEN', sender: PAGE, destination: CUSTOMER }, CUSTOMER],
		[{ event: 'SUBSCRIBE', sender: PAGE, from: CUSTOMER }, CUSTOMER],
		[{ event: 'MO', sender: CUSTOMER, destination: PAGE }, CUSTOMER],
		[{ event: 'TYPING', sender: CUSTOMER, destination: PAGE }, CUSTOMER],
		[{ event: 'MO' }, null],
	])('finds the customer of %j', (entry, customer) => {
		expect(customerOf(read(entry))).toBe(customer);
	});
});
