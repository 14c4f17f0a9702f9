/** The members that have a value, in their order. */
export function withoutUndefined<T extends object>(members: {
	[K in keyof T]: T[K] | undefined;
}): T {
	const entries = Object.entries(members).filter(([, value]) => value !== undefined);
	return Object.fromEntries(entries) as T;
}
