import type { Members } from './members';

/** Sender and recipient, as Infobip's id of each. */
export interface Parties {
	readonly from: string | undefined;
	readonly to: string | undefined;
}

/** `sender` and `from` are documented, the others inferred. */
const CUSTOMER = ['from', 'sender', 'userKey', 'facebookUserKey', 'user', 'psid'];
const BUSINESS = ['to', 'destination', 'recipient', 'applicationKey', 'applicationCode', 'pageId'];

/**
 * The two parties of a message. The one that is ours is never the one that wrote: Infobip's only
 * example of its Messages API for Messenger has them the other way round.
 */
export function partiesOf(all: readonly Members[], ownId: string | undefined): Parties {
	const from = party(all, CUSTOMER);
	const to = party(all, BUSINESS);
	return ownId !== undefined && from === ownId && to !== ownId
		? { from: to, to: from }
		: { from, to };
}

/** The parties of a report: our message goes from us to the customer. */
export function reportParties(
	entry: Members,
	names: { readonly from: readonly string[]; readonly to: readonly string[] },
	ownId: string | undefined,
): Parties {
	const from = party([entry], names.from);
	const to = party([entry], names.to);
	return ownId !== undefined && to === ownId && from !== ownId
		? { from: to, to: from }
		: { from, to };
}

function party(all: readonly Members[], names: readonly string[]): string | undefined {
	for (const members of all) {
		const found = members.text(...names) ?? idIn(members.object(...names));
		if (found !== undefined) return found;
	}
	return undefined;
}

/** A party as an object: `{"key": …}`, `{"id": …}`, `{"user": {"key": …}}` (inferred). */
function idIn(one: Members): string | undefined {
	const own = one.text('userKey', 'facebookUserKey', 'key', 'id', 'psid', 'phoneNumber', 'number');
	return own ?? one.object('user').text('userKey', 'key', 'id');
}
