import type { Chain, ChainStep } from './chain.mts';

/**
 * Which person answers to an address: a chain from Messenger to a phone number says that both are the
 * same customer; the chat page then shows them with a phone.
 */
export class Customers {
	readonly #userKeys = new Map<string, string>();

	/** The user key of a step's recipient; the address itself where none is known. */
	keyOf({ steps }: Chain, step: ChainStep): string {
		const messenger = steps.find(({ channel }) => channel === 'MESSENGER')?.to;
		if (messenger !== undefined) {
			for (const { to } of steps) this.#userKeys.set(to, messenger);
		}
		return this.#userKeys.get(step.to) ?? step.to;
	}

	clear(): void {
		this.#userKeys.clear();
	}
}
