type Awaitable<T> = T | Promise<T>;

const PATIENCE_MS = 20_000;

/** Polls until `read` gives something; long patience, so that a slow machine fails no test. */
export async function waitUntil<T>(
	what: string,
	read: () => Awaitable<T | undefined | false>,
): Promise<T> {
	const end = Date.now() + PATIENCE_MS;
	while (Date.now() < end) {
		const value = await read();
		if (value !== undefined && value !== false) return value;
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	throw new Error(`Waited in vain until ${what}`);
}
