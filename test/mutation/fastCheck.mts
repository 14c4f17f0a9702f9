/**
 * fast-check with a few values, the same in every run: what finds a mutant at all nearly always finds it
 * by the first of them, and it need not be made small for a reader.
 */
// By its path, because its name leads here.
import fc from '../../node_modules/fast-check/lib/cjs/fast-check.js';

const few = { seed: 16, numRuns: 20, endOnFailure: true };

const assert = (<T,>(property: fc.IRawProperty<T>, parameters?: fc.Parameters<T>) =>
	fc.assert(property, { ...parameters, ...few })) as typeof fc.assert;

export default { ...fc, assert };
