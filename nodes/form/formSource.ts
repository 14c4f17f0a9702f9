import { InvalidInput, type FieldPath } from '../../infobip/errors';

/** Where a form gets its values: the node's parameters for one item, or the members of a collection. */
export interface FormSource {
	/** The value, with its expressions evaluated; undefined or null if there is none. */
	read(name: string): unknown;
	/** As it is stored, its expressions unread. */
	raw(name: string): unknown;
	/** That of the workflow. */
	readonly timeZone: string;
	/** What is made of these fields: made once for all items if they are the same for all. */
	shared<T>(names: readonly string[], maker: unknown, make: () => T): T;
}

/** The members of a collection, or of an entry of a list, as a form reads them. */
export class MemberSource implements FormSource {
	readonly timeZone: string;

	private readonly members: Readonly<Record<string, unknown>>;

	/** As stored: an object or list of the same shape, or one expression that gives all of it. */
	private readonly raws: unknown;

	constructor(members: object, raws: unknown, timeZone: string) {
		this.members = members as Readonly<Record<string, unknown>>;
		this.raws = raws;
		this.timeZone = timeZone;
	}

	read(name: string | number): unknown {
		return this.members[name];
	}

	raw(name: string | number): unknown {
		const { raws } = this;
		if (typeof raws === 'object' && raws !== null) {
			return (raws as Readonly<Record<string, unknown>>)[name];
		}
		return name in this.members ? raws : undefined;
	}

	membersOf(name: string | number, members: object): MemberSource {
		return new MemberSource(members, this.raw(name), this.timeZone);
	}

	shared<T>(_names: readonly string[], _maker: unknown, make: () => T): T {
		return make();
	}
}

/** Throws InvalidInput if an entry has a member that none of its fields is called. */
export function refuseUnknown(
	given: readonly string[],
	known: readonly string[],
	place: FieldPath,
): void {
	for (const name of given) {
		if (known.includes(name)) continue;
		const meant = known.find((one) => isAlike(one, name));
		const advice =
			meant === undefined ? `It can have ${known.join(', ')}` : `Did you mean ${meant}?`;
		throw new InvalidInput([{ field: place, problem: `cannot have "${name}". ${advice}` }]);
	}
}

/** The same but for case and separators, or one letter off. */
function isAlike(known: string, given: string): boolean {
	const [one, other] = [known, given].map((name) => name.toLowerCase().replace(/[^a-z\d]/g, ''));
	return one !== undefined && other !== undefined && distance(one, other) <= 1;
}

/** How many letters have to be added, removed or changed (Levenshtein). */
function distance(one: string, other: string): number {
	let row = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (const [index, letter] of [...one].entries()) {
		const next = [index + 1];
		for (const [column, otherLetter] of [...other].entries()) {
			const changed = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
			next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
		}
		row = next;
	}
	return row[other.length] ?? 0;
}
