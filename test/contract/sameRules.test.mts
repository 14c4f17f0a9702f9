import { SAMPLES } from './bodies.mts';
import { changesOf } from './bodyChanges.mts';
import { describeWithContract } from './describeWithContract.mts';

/**
 * Where the sandbox is stricter than the OpenAPI: what its texts say, or what no schema can tell. Each
 * of these problems may occur alone; any other the contract has to share.
 */
const STRICTER = [
	/^messages: size must be at least 1/,
	/\.destinations: size must be at least 1/,
	/deliveryTimeWindow: from and to must be/,
	/sendAt: must be (a date and time|at most 180 days ahead)/,
	/(subscriptionId|profileId|authId): has an invalid format/,
	/notifyUrl: must be a valid URL/,
	/credentials: must be the credentials of (BASIC|HMAC|OAUTH)$/,
	// The sandbox has pages, not the sixteen other kinds of resources.
	/^channel: must be one of MESSENGER/,
	// The Messages API's descriptions.
	/(messages|destinations|byChannel|channel): must (not be empty|not contain a channel twice|contain \w+)/,
	/\.(channel: \w+ must not be used twice|byChannel: must not be null)$/,
	/(sender|to): must not be blank/,
	/validityPeriod: must be at least 10 seconds/,
];

describeWithContract('the sandbox and the contract', (contract) => {
	it.each(SAMPLES.map((sample) => [sample.name, sample] as const))(
		'take and refuse the same: %s',
		(_name, sample) => {
			const disagreements: unknown[] = [];
			let changes = 0;
			for (const body of [sample.body, ...changesOf(sample.body)]) {
				changes += 1;
				const violations = contract.checkRequest({ ...sample, body });
				const problems = sample
					.problems(body)
					.map(({ property, violation }) => `${property}: ${violation}`);
				const shared = problems.filter((problem) => !STRICTER.some((rule) => rule.test(problem)));
				const disagree = violations.length > 0 ? problems.length === 0 : shared.length > 0;
				if (disagree) disagreements.push({ body: JSON.stringify(body), violations, problems });
			}
			expect(disagreements.slice(0, 3)).toEqual([]);
			expect(contract.checkRequest(sample)).toEqual([]);
			expect(changes).toBeGreaterThan(20);
		},
	);
});
