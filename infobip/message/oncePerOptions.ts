import type { MessageOptions } from './message';

/**
 * Makes something of a message's options only once for each object of options: the messages of a run
 * usually share one, and there may be very many of them.
 */
export function oncePerOptions<T>(
	make: (options: MessageOptions) => T,
): (options: MessageOptions) => T {
	const made = new WeakMap<MessageOptions, { readonly value: T }>();
	return (options) => {
		const known = made.get(options);
		if (known !== undefined) return known.value;
		const value = make(options);
		made.set(options, { value });
		return value;
	};
}
