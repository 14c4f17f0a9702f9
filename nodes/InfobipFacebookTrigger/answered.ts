import type { IWebhookFunctions } from 'n8n-workflow';

/** What this process has taken over, newest last, by trigger. */
const answered = new Map<string, readonly string[]>();

/** The keys that this process remembers of this trigger, oldest first. */
export function answeredBefore(context: IWebhookFunctions): readonly string[] {
	return answered.get(triggerOf(context)) ?? [];
}

/**
 * Remembers the keys of a call when it has been answered 200, and not before: what n8n could not take
 * over is sent again, and is not to be held back then.
 *
 * @param limit how many keys of a trigger are kept; the oldest go.
 */
export function rememberOnceAnswered(
	context: IWebhookFunctions,
	keys: readonly string[],
	limit: number,
): void {
	const trigger = triggerOf(context);
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode !== 200) return;
		answered.set(trigger, [...(answered.get(trigger) ?? []), ...keys].slice(-limit));
	});
}

/** A test listener beside the published workflow has a memory of its own. */
function triggerOf(context: IWebhookFunctions): string {
	return [context.getWorkflow().id, context.getNode().id, context.getMode()].join(' ');
}
