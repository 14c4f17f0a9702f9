/** Which chat to open; a customer is chosen by the page if none is named. */
export type ChatChoice = ({ application: string } | { page: string }) & { customer?: string };

/** The address of the chat page with this conversation open. */
export function chatAddress(sandboxUrl: string, choice: ChatChoice): string {
	return `${sandboxUrl}/?${new URLSearchParams(choice).toString()}`;
}
