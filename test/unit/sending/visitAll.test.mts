import { visitAll } from '../../../infobip/sending/visitAll.ts';

const soon = async (): Promise<void> => {
	await new Promise((resolve) => setImmediate(resolve));
};

describe('visitAll', () => {
	it('visits every place in its order, and waits for a visit that takes its time', async () => {
		const log: string[] = [];
		const visit = (place: number): Promise<void> | void => {
			log.push(`begin ${place}`);
			if (place === 1) return soon().then(() => void log.push('end 1'));
		};
		await visitAll(3, visit, {});
		expect(log).toEqual(['begin 0', 'begin 1', 'end 1', 'begin 2']);
	});

	it('lets others have their turn between two places', async () => {
		const log: string[] = [];
		const turn = (): Promise<void> | undefined =>
			log.length === 2 ? soon().then(() => void log.push('others')) : undefined;
		await visitAll(3, (place) => void log.push(String(place)), { turn });
		expect(log).toEqual(['0', '1', 'others', '2']);
	});

	it.each<[string, (place: number) => Promise<void> | void]>([
		[
			'at once',
			(place) => {
				if (place === 1) throw new Error('no');
			},
		],
		['later', (place) => (place === 1 ? Promise.reject(new Error('no')) : undefined)],
	])('reports a visit that fails %s, and goes on', async (_when, visit) => {
		const visited: number[] = [];
		const failed: unknown[] = [];
		await visitAll(
			3,
			(place) => {
				visited.push(place);
				return visit(place);
			},
			{ onFailure: (place, error) => failed.push([place, error]) },
		);
		expect(visited).toEqual([0, 1, 2]);
		expect(failed).toEqual([[1, new Error('no')]]);
	});

	it('throws what a visit throws if nobody is to be told, and visits no more', async () => {
		const visited: number[] = [];
		const visit = (place: number): void => {
			visited.push(place);
			if (place === 1) throw new Error('no');
		};
		await expect(visitAll(3, visit, {})).rejects.toThrow('no');
		expect(visited).toEqual([0, 1]);
	});
});
