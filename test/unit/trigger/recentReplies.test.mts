import { recentReplies } from '../../../nodes/InfobipFacebookTrigger/recentReplies.ts';

beforeEach(() => {
	jest.useFakeTimers({ now: Date.UTC(2027, 2, 14) });
});

afterEach(() => {
	jest.useRealTimers();
});

const MINUTE = 60_000;

it('remembers a reply for a quarter of an hour', () => {
	recentReplies.noteHandedOver('reply');
	expect(recentReplies.wasHandedOver('another')).toBe(false);
	jest.advanceTimersByTime(15 * MINUTE - 1);
	expect(recentReplies.wasHandedOver('reply')).toBe(true);
	jest.advanceTimersByTime(1);
	expect(recentReplies.wasHandedOver('reply')).toBe(false);
});

it('remembers an answer for an hour, and a minute as just given', () => {
	recentReplies.noteAnswered('question');
	jest.advanceTimersByTime(MINUTE - 1);
	expect(recentReplies.wasJustAnswered('question')).toBe(true);
	jest.advanceTimersByTime(1);
	expect(recentReplies.wasJustAnswered('question')).toBe(false);
	jest.advanceTimersByTime(59 * MINUTE - 1);
	expect(recentReplies.wasAnswered('question')).toBe(true);
	jest.advanceTimersByTime(1);
	expect(recentReplies.wasAnswered('question')).toBe(false);
});

it('remembers one that comes again from then on, and ten thousand at most', () => {
	recentReplies.noteHandedOver('first');
	recentReplies.noteHandedOver('second');
	jest.advanceTimersByTime(MINUTE);
	recentReplies.noteHandedOver('first');
	for (let one = 0; one < 9999; one++) recentReplies.noteHandedOver(`reply ${one}`);
	expect(recentReplies.wasHandedOver('second')).toBe(false);
	expect(recentReplies.wasHandedOver('first')).toBe(true);
	recentReplies.noteHandedOver('last');
	expect(recentReplies.wasHandedOver('first')).toBe(false);
	expect(recentReplies.wasHandedOver('reply 0')).toBe(true);
});

it('has one reply to a question after the other, and others meanwhile', async () => {
	const log: string[] = [];
	const open: Array<() => void> = [];
	const slow = (name: string) => async () => {
		log.push(`${name} begins`);
		await new Promise<void>((resolve) => open.push(resolve));
		log.push(`${name} ends`);
		return name;
	};
	const turn = async () => {
		for (let one = 0; one < 20; one++) await Promise.resolve();
	};
	const first = recentReplies.inTurn('q', slow('first'));
	const second = recentReplies.inTurn('q', slow('second'));
	const other = recentReplies.inTurn('r', slow('other'));
	await turn();
	expect(log).toEqual(['first begins', 'other begins']);
	open.shift()?.();
	expect(await first).toBe('first');
	const third = recentReplies.inTurn('q', slow('third'));
	await turn();
	expect(log).toEqual(['first begins', 'other begins', 'first ends', 'second begins']);
	open.shift()?.();
	open.shift()?.();
	expect([await second, await other]).toEqual(['second', 'other']);
	await turn();
	open.shift()?.();
	expect(await third).toBe('third');
});

it('goes on to the next reply where one fails', async () => {
	const failing = recentReplies.inTurn('q', async () => await Promise.reject(new Error('No')));
	const next = recentReplies.inTurn('q', async () => 'next');
	await expect(failing).rejects.toThrow('No');
	expect(await next).toBe('next');
});
