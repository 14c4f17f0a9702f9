import {
	countCall,
	readCounters,
	type Counting,
} from '../../../nodes/connection/receiptCounters.ts';
import { callContext, type Call } from '../callContext.mts';

const call = (options: Call): Counting => countCall(callContext(options).context);
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
const counted = (count: number) => ({ count, last: time });

it('counts what became of the calls to a trigger', () => {
	call({ workflowId: 'a', workflowName: 'Old name' });
	const counting = call({ workflowId: 'a', workflowName: 'New name' });
	counting.refused('no valid secret');
	counting.refused('no valid secret');
	counting.refused('body broke off');
	counting.filtered('Senders');
	counting.add('started', 3);
	counting.add('started', 2);
	counting.add('resumed', 0);
	counting.add('empty');
	expect(readCounters('a')).toEqual([
		{
			workflowId: 'a',
			workflowName: 'New name',
			nodeId: 'node',
			nodeName: 'Name of node',
			isTest: false,
			since: time,
			calls: counted(2),
			refused: { 'no valid secret': counted(2), 'body broke off': counted(1) },
			filtered: { Senders: counted(1) },
			started: counted(5),
			empty: counted(1),
		},
	]);
});

it('counts for each trigger, and for its test, apart', () => {
	call({ workflowId: 'b' });
	call({ workflowId: 'b', nodeId: 'second' });
	call({ workflowId: 'b', mode: 'manual' });
	call({ workflowId: 'b', mode: 'manual' });
	call({ workflowId: 'c' });
	expect(
		readCounters('b').map(({ nodeId, isTest, calls }) => [nodeId, isTest, calls.count]),
	).toEqual([
		['node', false, 1],
		['second', false, 1],
		['node', true, 2],
	]);
	expect(readCounters('none')).toEqual([]);
	expect(readCounters().map(({ workflowId }) => workflowId)).toEqual(
		expect.arrayContaining(['b', 'c']),
	);
});

it('keeps the thousand triggers that were called last', () => {
	for (let one = 0; one < 1000; one++) call({ workflowId: `d${one}` });
	call({ workflowId: 'd0' });
	expect(readCounters()).toHaveLength(1000);
	call({ workflowId: 'last' });
	expect(readCounters()).toHaveLength(1000);
	expect([readCounters('d0').length, readCounters('d1').length]).toEqual([1, 0]);
});
