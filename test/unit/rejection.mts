/** What the promise is rejected with. A promise that keeps its word is a mistake. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
	return await promise.then(
		() => {
			throw new Error('It was expected to be rejected');
		},
		(reason: unknown) => reason,
	);
}
