import { agentFields } from '../../../infobip/event/agentFields.ts';
import type { Event } from '../../../infobip/event/event.ts';

const message = (members: object) =>
	({ event: 'messageReceived', from: '2406', messageId: 'm_1', text: null, ...members }) as Event;

it.each([
	[{ type: 'text', text: 'Where is it?' }, 'Where is it?'],
	[{ type: 'quickReply', text: 'Yes', payload: 'CONFIRM:YES' }, 'Yes'],
	[{ type: 'postback', text: ' ', payload: 'TRACK:1' }, 'TRACK:1'],
	[{ type: 'image', url: 'https://example.com/a.png' }, '[image] https://example.com/a.png'],
	[{ type: 'location', latitude: 0, longitude: 16.4 }, '[location] 0, 16.4'],
	[{ type: 'location', latitude: 45 }, '[location]'],
	[{ type: 'location', longitude: 16.4 }, '[location]'],
	[{ type: 'unknown' }, '[unknown]'],
])('%j has something to say to an agent', (members, chatInput) => {
	expect(agentFields(message(members))).toEqual({ chatInput, sessionId: '2406' });
});

it('keeps a message without a sender apart from all others', () => {
	expect(agentFields(message({ from: null, type: 'text', text: 'Hi' }))?.sessionId).toBe('m_1');
	const nameless = message({ from: null, messageId: null, type: 'text', text: 'Hi' });
	expect(agentFields(nameless)?.sessionId).toBe('unknown');
});

it.each(['deliveryReport', 'seenReport', 'consentUpdate'])('has nothing for a %s', (event) => {
	expect(agentFields({ event, from: '1', to: '2' } as Event)).toBeUndefined();
});
