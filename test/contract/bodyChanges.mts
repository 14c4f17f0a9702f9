/** Lengths on either side of every limit that Infobip documents. */
const LENGTHS = [
	0, 20, 21, 50, 51, 65, 66, 67, 80, 81, 100, 101, 200, 201, 255, 256, 512, 513, 800, 801, 1000,
	1001, 2000, 2001, 4000, 4001,
];
const NUMBERS = [
	-181,
	-180,
	-91,
	-90,
	-1,
	0,
	1,
	19,
	20,
	23,
	24,
	59,
	60,
	90,
	91,
	180,
	181,
	299,
	300,
	999,
	1000,
	2000,
	2001,
	5000,
	5001,
	10_000,
	10_001,
	30_000,
	30_001,
	90_000,
	90_001,
	2 ** 31 - 1,
	2 ** 31,
];
const SIZES = [0, 1, 2, 3, 4, 5, 6, 10, 11, 255, 256];
const OTHER_TYPES = [null, true, 1, 1.5, 'text', [], {}];

/** Everything that differs from a body in one place: a wrong type, a missing or new member, a size. */
export function* changesOf(value: unknown): Generator {
	yield* OTHER_TYPES;
	if (typeof value === 'string') {
		for (const length of LENGTHS) yield 'x'.repeat(length);
		// One character that is two UTF-16 units.
		yield '😀'.repeat(20);
		yield 'SOMETHING_ELSE';
	} else if (typeof value === 'number') {
		yield* NUMBERS;
	} else if (Array.isArray(value)) {
		for (const size of SIZES) yield Array.from({ length: size }, () => value[0] as unknown);
		for (const [index, element] of value.entries()) {
			for (const change of changesOf(element)) yield value.with(index, change);
		}
	} else if (typeof value === 'object' && value !== null) {
		yield { ...value, invented: 1 };
		for (const [name, member] of Object.entries(value)) {
			yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
			for (const change of changesOf(member)) yield { ...value, [name]: change };
		}
	}
}
