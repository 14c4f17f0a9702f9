import { Turns } from '../../../nodes/InfobipFacebookTrigger/turns.ts';

/** Work that ends when it is told to, and says when it begins. */
function workOf(name: string, begun: string[]) {
	let end: (error?: Error) => void = () => undefined;
	const ended = new Promise<string>((resolve, reject) => {
		end = (error) => {
			if (error === undefined) resolve(name);
			else reject(error);
		};
	});
	return {
		end,
		work: async (): Promise<string> => {
			begun.push(name);
			return await ended;
		},
	};
}

const settled = async (): Promise<void> => {
	await new Promise((resolve) => {
		setImmediate(resolve);
	});
};

it('runs what has one key one after the other, also if it comes while the second runs', async () => {
	const turns = new Turns();
	const begun: string[] = [];
	const [first, second, third] = ['first', 'second', 'third'].map((name) => workOf(name, begun));
	const results = [turns.take('key', first!.work), turns.take('key', second!.work)];
	await settled();
	expect(begun).toEqual(['first']);
	first!.end();
	await settled();
	results.push(turns.take('key', third!.work));
	await settled();
	expect(begun).toEqual(['first', 'second']);
	second!.end();
	third!.end();
	await expect(Promise.all(results)).resolves.toEqual(['first', 'second', 'third']);
});

it('does not let other keys wait', async () => {
	const turns = new Turns();
	const begun: string[] = [];
	const one = workOf('one', begun);
	const waiting = turns.take('a', one.work);
	await expect(turns.take('b', async () => await Promise.resolve('other'))).resolves.toBe('other');
	one.end();
	await waiting;
});

it('throws what fails to its own caller, and the next in line runs', async () => {
	const turns = new Turns();
	const begun: string[] = [];
	const failing = workOf('failing', begun);
	const failure = turns.take('key', failing.work);
	const next = turns.take('key', async () => await Promise.resolve('next'));
	failing.end(new Error('It broke'));
	await expect(failure).rejects.toThrow('It broke');
	await expect(next).resolves.toBe('next');
});

it('remembers nothing once all have ended', async () => {
	const turns = new Turns();
	const failure = turns.take('key', async () => await Promise.reject(new Error('It broke')));
	const next = turns.take('key', async () => await Promise.resolve('next'));
	await expect(failure).rejects.toThrow('It broke');
	await next;
	expect(Object.values(turns)).toEqual([new Map()]);
});
