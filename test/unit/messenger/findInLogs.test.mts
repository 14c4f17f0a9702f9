import { messengerSend } from '../../../infobip/messenger/send.ts';
import { answering } from '../recordingTransport.mts';

it('finds a message in logs that hold far more than what was asked for', async () => {
	const others = Array.from({ length: 300_000 }, (_, index) => ({ messageId: `m-${index}` }));
	const results = [...others, { messageId: 'own' }];
	const { transport } = answering({ body: JSON.stringify({ results }) });
	const found = await messengerSend.findInLogs?.(transport, ['own']);
	expect(found).toHaveLength(results.length);
	expect(found?.at(-1)).toMatchObject({ messageId: 'own' });
});
