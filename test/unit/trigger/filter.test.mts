import { parseEvent } from '../../../infobip/inbound/parseEvents.ts';
import type { JsonObject } from '../../../infobip/json.ts';
import { filterThatDrops } from '../../../nodes/InfobipFacebookTrigger/filter.ts';
import { readTriggerOptions } from '../../../nodes/InfobipFacebookTrigger/triggerOptions.ts';
import { callContext } from '../callContext.mts';

const text = { from: 'p', messageId: 'm', text: 'Hi' };
const seen = { event: 'SEEN', sender: 'page', destination: 'p' };
const unknown = { event: 'NEW', from: 'p' };

it.each<[JsonObject, JsonObject, string | undefined]>([
	[text, {}, undefined],
	[seen, {}, 'Trigger On'],
	[unknown, {}, undefined],
	[text, { messageTypes: ['image'] }, 'Message Types'],
	[text, { messageTypes: ['image', 'text'] }, undefined],
	[unknown, { messageTypes: ['image'] }, 'Message Types'],
	[unknown, { messageTypes: ['unknown'] }, undefined],
	[text, { senders: 'q' }, 'Senders'],
	[text, { senders: 'q,p' }, undefined],
	[{ ...text, from: null }, { senders: 'q' }, 'Senders'],
	[{ ...text, from: null }, {}, undefined],
])('%j with the filters %j: %s', (entry, filters, dropped) => {
	const event = parseEvent(entry, { includeRaw: false });
	const options = readTriggerOptions(callContext({ parameters: { filters } }).context);
	expect(filterThatDrops(event, ['messageReceived'], options)).toBe(dropped);
});

it('lets a report through, whatever types of message are wanted, and knows its customer', () => {
	const event = parseEvent(seen, { includeRaw: false });
	const drops = (filters: JsonObject) =>
		filterThatDrops(
			event,
			['seenReport'],
			readTriggerOptions(callContext({ parameters: { filters } }).context),
		);
	expect(drops({ messageTypes: ['image'] })).toBeUndefined();
	expect(drops({ senders: 'p' })).toBeUndefined();
	expect(drops({ senders: 'page' })).toBe('Senders');
});
