import { setTimeout as pause } from 'node:timers/promises';

import { WaitedInVain, waitFor } from '../../hosts/waitFor.mts';
import type { CustomerPlay, Sandbox } from '../../sandbox/server.mts';

/** In which a customer gives an answer up. Long, for a small machine has much to do. */
const ANSWER_SECONDS = 90;
const LOOK_EVERY_MS = 50;
/** Of so many messages one is repeated later, and one comes twice at once. */
const SHARES = 10;
const REPEATED_LATER = 0;
const REPEATED_AT_ONCE = 5;

/** Whom a customer writes to. */
export type Business = { applicationKey: string } | { pageId: string };

export interface Outcome {
	/** Written by customers, repeats not counted. */
	messages: number;
	/** How often a message was handed over again: after its answer, or twice at the same moment. */
	repeats: { later: number; atOnce: number };
	/** From the first message to the last answer. */
	seconds: number;
	lost: string[];
	/** Answered more than once. */
	doubled: string[];
	/** Customers whose answers came in another order than they wrote. */
	disordered: string[];
}

/**
 * Customers who all write at the same time, each of them the next message only when the one before
 * was answered. Of ten messages Infobip hands one over again a minute after its answer, and one twice
 * at once.
 */
export class Correspondence {
	readonly #sandbox: Sandbox;
	readonly #written = new Map<string, string[]>();
	readonly #repeats = { later: 0, atOnce: 0 };
	#seconds = 0;

	constructor(sandbox: Sandbox) {
		this.#sandbox = sandbox;
	}

	/**
	 * @param customers user keys, and who each writes to.
	 * @param messages in all.
	 */
	async play(customers: ReadonlyMap<string, Business>, messages: number): Promise<void> {
		const started = performance.now();
		const repeats: Promise<void>[] = [];
		await Promise.all(
			[...customers].map(async ([userKey, business], place) => {
				for (let round = 0; round * customers.size + place < messages; round += 1) {
					const text = `Message ${round * customers.size + place}`;
					const play = { ...business, message: { type: 'TEXT', text } as const };
					const share = (place + round) % SHARES;
					const messageId = this.#write(userKey, play, share === REPEATED_AT_ONCE ? 2 : 1);
					// Who gets no answer does not write again: a queue that does not move ends the run.
					if (!(await this.#isAnswered(userKey, answerTo(text)))) return;
					if (share === REPEATED_LATER) repeats.push(this.#repeatLater(userKey, play, messageId));
				}
			}),
		);
		this.#seconds = (performance.now() - started) / 1000;
		await Promise.all(repeats);
	}

	/** By what each customer has heard until now. */
	outcome(): Outcome {
		const perCustomer = [...this.#written].map(([userKey, texts]) => {
			const answers = this.#answersTo(userKey);
			const firsts = [...new Set(answers)];
			return {
				userKey,
				lost: texts.filter((text) => !answers.includes(answerTo(text))),
				doubled: texts.filter(
					(text) => answers.filter((answer) => answer === answerTo(text)).length > 1,
				),
				isInOrder: texts
					.map(answerTo)
					.filter((answer) => firsts.includes(answer))
					.every((answer, index) => firsts[index] === answer),
				count: texts.length,
			};
		});
		return {
			messages: perCustomer.reduce((sum, { count }) => sum + count, 0),
			repeats: { ...this.#repeats },
			seconds: this.#seconds,
			lost: perCustomer.flatMap(({ lost }) => lost),
			doubled: perCustomer.flatMap(({ doubled }) => doubled),
			disordered: perCustomer.flatMap(({ userKey, isInOrder }) => (isInOrder ? [] : [userKey])),
		};
	}

	#write(
		userKey: string,
		play: CustomerPlay & { message: { text: string } },
		times: 1 | 2,
	): string {
		this.#written.set(userKey, [...(this.#written.get(userKey) ?? []), play.message.text]);
		if (times === 2) this.#repeats.atOnce += 1;
		return this.#sandbox.customerWrites(userKey, { ...play, times }).messageId;
	}

	/** A minute of Infobip's later, as where it got no answer in time. */
	async #repeatLater(userKey: string, play: CustomerPlay, messageId: string): Promise<void> {
		await pause(this.#sandbox.state().secondsPerMinute * 1000);
		this.#repeats.later += 1;
		this.#sandbox.customerWrites(userKey, { ...play, messageId });
	}

	async #isAnswered(userKey: string, answer: string): Promise<boolean> {
		const pace = { seconds: ANSWER_SECONDS, everyMs: LOOK_EVERY_MS };
		try {
			return await waitFor(`“${answer}”`, pace, () =>
				this.#answersTo(userKey).includes(answer) ? true : undefined,
			);
		} catch (error) {
			if (error instanceof WaitedInVain) return false;
			throw error;
		}
	}

	#answersTo(userKey: string): string[] {
		return this.#sandbox
			.conversation(userKey)
			.filter(({ said }) => said === 'business')
			.map(({ shown }) => shown.text ?? '');
	}
}

function answerTo(text: string): string {
	return `You said: ${text}`;
}
