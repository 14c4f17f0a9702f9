import fc from 'fast-check';

import { ApiError, ConnectionError, OutcomeUnknown } from '../../../infobip/errors.ts';
import { forwardSecret, withSecret } from '../../../infobip/facebook/forwardSecret.ts';
import {
	isForwarding,
	newForwardRegistration,
	startForwarding,
	stopForwarding,
	stopLostForwarding,
	type ForwardRegistration,
	type DesiredForward,
} from '../../../infobip/facebook/forwarding.ts';
import type { Claim } from '../../../infobip/owner.ts';
import { rejectionOf } from '../rejection.mts';
import { MemoryInfobip, type Fault } from './MemoryInfobip.mts';

const applicationKey = 'A1B2C3D4E5F60718293A4B5C6D7E8F90';
const url = 'https://n8n.example.com/webhook/0b7e/messages';
const secret = '0'.repeat(64);
const ownConfiguration: DesiredForward = { applicationKey, configurationKey: undefined, url };

/** As n8n keeps it between the hooks. */
const stored = (registration: ForwardRegistration): ForwardRegistration =>
	JSON.parse(JSON.stringify(registration)) as ForwardRegistration;

/** An account in which other people have their own configurations and actions. */
function accountInUse(): { infobip: MemoryInfobip; theirs: string } {
	const infobip = new MemoryInfobip(applicationKey);
	const theirs = infobip.addConfiguration();
	infobip.addConfiguration();
	infobip.addAction(theirs, { type: 'PULL' });
	infobip.addAction(theirs, { type: 'HTTP_FORWARD', forwardUrl: 'https://crm.example.com/fb' });
	// Addresses that are almost ours.
	infobip.addAction(theirs, { type: 'HTTP_FORWARD', forwardUrl: withSecret(`${url}/x`, secret) });
	infobip.addAction(theirs, { type: 'HTTP_FORWARD', forwardUrl: `${url}?token=1` });
	return { infobip, theirs };
}

async function started(infobip: MemoryInfobip, wish: DesiredForward): Promise<ForwardRegistration> {
	const registration = begun(wish);
	await startForwarding(infobip.transport, registration, wish, claim, silent);
	return registration;
}

const owner = { instanceId: 'instance', workflowId: 'workflow', nodeId: 'node' };

const begun = (wish: DesiredForward): ForwardRegistration =>
	newForwardRegistration(
		wish,
		forwardSecret(owner, wish.configurationKey === undefined, 'f'.repeat(64)),
	);

/** Nobody answers at a former address. */
const claim: Claim = { owner, url, isAbandoned: async () => Promise.resolve(true) };

const silent = (): void => undefined;

describe('startForwarding', () => {
	it('makes a configuration with one Forward action that carries the secret', async () => {
		const { infobip } = accountInUse();
		const before = infobip.content();
		const registration = await started(infobip, ownConfiguration);
		const { configurationKey = '', actionKey = '', secret } = registration;
		expect(infobip.content()).toEqual({
			...before,
			[configurationKey]: [
				{ key: actionKey, type: 'HTTP_FORWARD', forwardUrl: `${url}?secret=${secret}` },
			],
		});
	});

	it('makes only an action where a configuration was chosen', async () => {
		const { infobip, theirs } = accountInUse();
		const before = infobip.content();
		const registration = await started(infobip, { ...ownConfiguration, configurationKey: theirs });
		expect(registration.configurationKey).toBe(theirs);
		expect(Object.keys(infobip.content())).toEqual(Object.keys(before));
		expect(infobip.actionsIn(theirs)).toHaveLength(5);
		expect(infobip.calls.filter((call) => !call.startsWith('GET '))).toEqual([
			`POST /configurations/${theirs}/actions`,
		]);
	});

	it('throws ApiError for an application that does not exist', async () => {
		const infobip = new MemoryInfobip(applicationKey);
		const wish = { ...ownConfiguration, applicationKey: 'UNKNOWN' };
		const error = await rejectionOf(started(infobip, wish));
		expect(error).toBeInstanceOf(ApiError);
		expect(error).toMatchObject({ status: 404, refusal: { text: 'Application does not exist' } });
	});
});

describe('what forwards to exactly our address already', () => {
	it.each([true, false])(
		'is replaced, its configuration with it if it is ours: %s',
		async (isOwn) => {
			const { infobip } = accountInUse();
			const before = infobip.content();
			const crashed = infobip.addConfiguration();
			const forwardUrl = withSecret(url, forwardSecret(owner, isOwn, 'a'.repeat(64)));
			infobip.addAction(crashed, { type: 'HTTP_FORWARD', forwardUrl });
			const registration = await started(infobip, ownConfiguration);
			expect(Object.keys(infobip.content()).includes(crashed)).toBe(!isOwn);
			await stopForwarding(infobip.transport, registration, silent);
			if (!isOwn) infobip.removeConfiguration(crashed);
			expect(infobip.content()).toEqual(before);
		},
	);

	it.each([true, false])(
		'is kept if it is just what is desired, in a configuration of our own: %s',
		async (isOwn) => {
			const { infobip, theirs } = accountInUse();
			const before = infobip.content();
			const wish = { ...ownConfiguration, configurationKey: isOwn ? undefined : theirs };
			await started(infobip, wish);
			const crashed = infobip.content();
			const registration = await started(infobip, wish);
			expect(infobip.content()).toEqual(crashed);
			expect(await isForwarding(infobip.transport, registration, wish)).toBe(true);
			await stopForwarding(infobip.transport, stored(registration), silent);
			expect(infobip.content()).toEqual(before);
		},
	);

	it('is found without a note only by the trigger that created it', async () => {
		const { infobip } = accountInUse();
		const before = infobip.content();
		await started(infobip, ownConfiguration);
		const made = infobip.content();
		await stopLostForwarding(infobip.transport, ownConfiguration, {
			...claim,
			owner: { ...owner, nodeId: 'other' },
		});
		expect(infobip.content()).toEqual(made);
		await stopLostForwarding(infobip.transport, ownConfiguration, claim);
		expect(infobip.content()).toEqual(before);
	});
});

describe('isForwarding', () => {
	it('is true after a start, and reads only', async () => {
		const { infobip } = accountInUse();
		const registration = stored(await started(infobip, ownConfiguration));
		const asked = infobip.requests.length;
		expect(await isForwarding(infobip.transport, registration, ownConfiguration)).toBe(true);
		expect(infobip.requests.slice(asked).map(({ method }) => method)).toEqual(['GET']);
	});

	it('is true for a chosen configuration', async () => {
		const { infobip, theirs } = accountInUse();
		const wish = { ...ownConfiguration, configurationKey: theirs };
		const registration = stored(await started(infobip, wish));
		expect(await isForwarding(infobip.transport, registration, wish)).toBe(true);
	});

	it.each([
		['application', { applicationKey: 'OTHER' }],
		['address', { url: 'https://n8n.example.com/webhook/moved' }],
		['configuration', { configurationKey: 'OTHER' }],
	])('is false if another %s is desired', async (_, change) => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		const wish = { ...ownConfiguration, ...change };
		expect(await isForwarding(infobip.transport, registration, wish)).toBe(false);
	});

	it('is false if its own configuration is desired instead of the chosen one', async () => {
		const { infobip, theirs } = accountInUse();
		const wish = { ...ownConfiguration, configurationKey: theirs };
		const registration = await started(infobip, wish);
		expect(await isForwarding(infobip.transport, registration, ownConfiguration)).toBe(false);
	});

	it('is false if the action was deleted', async () => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		infobip.removeAction(registration.configurationKey ?? '', registration.actionKey ?? '');
		expect(await isForwarding(infobip.transport, registration, ownConfiguration)).toBe(false);
	});

	it('is false if the configuration was deleted', async () => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		infobip.removeConfiguration(registration.configurationKey ?? '');
		expect(await isForwarding(infobip.transport, registration, ownConfiguration)).toBe(false);
	});

	it('is false if the action forwards elsewhere now', async () => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		const forged = { ...registration, secret: 'another' };
		expect(await isForwarding(infobip.transport, forged, ownConfiguration)).toBe(false);
	});

	it('is false for a start that did not come to its end', async () => {
		const { infobip } = accountInUse();
		const registration = begun(ownConfiguration);
		expect(await isForwarding(infobip.transport, registration, ownConfiguration)).toBe(false);
	});

	it.each(['unreachable', 500] as const)('does not guess where Infobip is %s', async (fault) => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		infobip.fail(fault);
		const error = await rejectionOf(
			isForwarding(infobip.transport, registration, ownConfiguration),
		);
		expect(error instanceof ConnectionError || error instanceof ApiError).toBe(true);
	});
});

describe('stopForwarding', () => {
	it.each(['a configuration of its own', 'a chosen configuration'])(
		'leaves nothing behind after a start with %s',
		async (kind) => {
			const { infobip, theirs } = accountInUse();
			const before = infobip.content();
			const configurationKey = kind === 'a chosen configuration' ? theirs : undefined;
			const registration = await started(infobip, { ...ownConfiguration, configurationKey });
			await stopForwarding(infobip.transport, stored(registration), silent);
			expect(infobip.content()).toEqual(before);
		},
	);

	it('leaves a chosen configuration that holds nothing else', async () => {
		const { infobip } = accountInUse();
		const configurationKey = infobip.addConfiguration();
		const before = infobip.content();
		const registration = await started(infobip, { ...ownConfiguration, configurationKey });
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.content()).toEqual(before);
	});

	it('may be repeated', async () => {
		const { infobip } = accountInUse();
		const before = infobip.content();
		const registration = await started(infobip, ownConfiguration);
		await stopForwarding(infobip.transport, registration, silent);
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.content()).toEqual(before);
	});

	it('asks Infobip nothing where nothing was begun', async () => {
		const { infobip } = accountInUse();
		await stopForwarding(infobip.transport, begun(ownConfiguration), silent);
		expect(infobip.requests).toEqual([]);
	});

	it('takes it for success that somebody else took the action away', async () => {
		const { infobip } = accountInUse();
		const before = infobip.content();
		const registration = await started(infobip, ownConfiguration);
		infobip.removeAction(registration.configurationKey ?? '', registration.actionKey ?? '');
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.content()).toEqual(before);
	});

	it('takes it for success that the action goes away in between', async () => {
		const { infobip, theirs } = accountInUse();
		const before = infobip.content();
		const wish = { ...ownConfiguration, configurationKey: theirs };
		const registration = await started(infobip, wish);
		infobip.before(0, () => {
			infobip.removeAction(theirs, registration.actionKey ?? '');
		});
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.content()).toEqual(before);
	});

	it('takes it for success that the configuration is gone', async () => {
		const { infobip, theirs } = accountInUse();
		const wish = { ...ownConfiguration, configurationKey: theirs };
		const registration = await started(infobip, wish);
		infobip.removeConfiguration(theirs);
		const before = infobip.content();
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.content()).toEqual(before);
	});

	it('takes it for success that the whole application is gone', async () => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		const elsewhere = new MemoryInfobip('OTHER');
		await stopForwarding(elsewhere.transport, registration, silent);
		expect(elsewhere.content()).toEqual({});
	});

	it('leaves the configuration it made where somebody else uses it by now', async () => {
		const { infobip } = accountInUse();
		const registration = await started(infobip, ownConfiguration);
		const { configurationKey = '' } = registration;
		const theirAction = infobip.addAction(configurationKey, { type: 'PULL' });
		await stopForwarding(infobip.transport, registration, silent);
		expect(infobip.actionsIn(configurationKey)).toEqual([{ key: theirAction, type: 'PULL' }]);
	});

	it.each(['unreachable', 'answerLost', 429, 500, 503] as const)(
		'throws at %s, and ends its work the next time',
		async (fault) => {
			for (const ahead of [1, 2, 3]) {
				const { infobip } = accountInUse();
				const before = infobip.content();
				const registration = stored(await started(infobip, ownConfiguration));
				infobip.fail(fault, ahead);
				const error = await rejectionOf(stopForwarding(infobip.transport, registration, silent));
				expect([ConnectionError, ApiError, OutcomeUnknown]).toContain((error as Error).constructor);
				await stopForwarding(infobip.transport, stored(registration), silent);
				expect(infobip.content()).toEqual(before);
			}
		},
	);
});

describe('a start that breaks off', () => {
	const fault = fc.constantFrom<Fault>('unreachable', 'answerLost', 429, 500, 503);
	const step = fc.nat(4);

	it('is undone without a trace, whichever step broke and however often the undoing breaks', async () => {
		const breakages = fc.array(fc.tuple(fault, fc.nat(7)), { maxLength: 3 });
		await fc.assert(
			fc.asyncProperty(
				fc.boolean(),
				fault,
				step,
				breakages,
				async (choosesTheirs, startFault, startStep, stopFaults) => {
					const { infobip, theirs } = accountInUse();
					const before = infobip.content();
					const configurationKey = choosesTheirs ? theirs : undefined;
					const wish = { ...ownConfiguration, configurationKey };
					let registration = begun(wish);
					infobip.fail(startFault, choosesTheirs ? Math.min(startStep, 3) : startStep);
					await rejectionOf(startForwarding(infobip.transport, registration, wish, claim, silent));
					for (const [stopFault, ahead] of stopFaults) {
						registration = stored(registration);
						infobip.fail(stopFault, ahead);
						await stopForwarding(infobip.transport, registration, silent).catch(() => undefined);
					}
					// The faults that were not reached yet are still to come.
					let ended = false;
					for (let attempt = 0; attempt < 5 && !ended; attempt++) {
						ended = await stopForwarding(infobip.transport, stored(registration), silent).then(
							() => true,
							() => false,
						);
					}
					expect(ended).toBe(true);
					expect(infobip.content()).toEqual(before);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('finds the configuration that was made although its answer got lost', async () => {
		const { infobip } = accountInUse();
		const before = infobip.content();
		const registration = begun(ownConfiguration);
		infobip.fail('answerLost', 3);
		await rejectionOf(
			startForwarding(infobip.transport, registration, ownConfiguration, claim, silent),
		);
		expect(Object.keys(infobip.content())).toHaveLength(Object.keys(before).length + 1);
		await stopForwarding(infobip.transport, stored(registration), silent);
		expect(infobip.content()).toEqual(before);
	});

	it('finds the action that was made although its answer got lost', async () => {
		const { infobip, theirs } = accountInUse();
		const before = infobip.content();
		const wish = { ...ownConfiguration, configurationKey: theirs };
		const registration = begun(wish);
		infobip.fail('answerLost', 3);
		await rejectionOf(startForwarding(infobip.transport, registration, wish, claim, silent));
		expect(infobip.actionsIn(theirs)).toHaveLength(5);
		await stopForwarding(infobip.transport, stored(registration), silent);
		expect(infobip.content()).toEqual(before);
	});

	it('leaves a configuration with an action that somebody else made meanwhile', async () => {
		const { infobip } = accountInUse();
		const registration = begun(ownConfiguration);
		let theirNew = '';
		infobip.before(3, () => {
			theirNew = infobip.addConfiguration();
			infobip.addAction(theirNew, { type: 'PULL' });
		});
		infobip.fail('answerLost', 3);
		await rejectionOf(
			startForwarding(infobip.transport, registration, ownConfiguration, claim, silent),
		);
		await stopForwarding(infobip.transport, stored(registration), silent);
		expect(infobip.actionsIn(theirNew)).toHaveLength(1);
		expect(Object.keys(infobip.content())).toHaveLength(3);
	});

	it('takes nothing away where it cannot be told which of two is ours', async () => {
		const { infobip } = accountInUse();
		const registration = begun(ownConfiguration);
		let theirNew = '';
		infobip.before(3, () => {
			theirNew = infobip.addConfiguration();
		});
		infobip.fail('answerLost', 3);
		await rejectionOf(
			startForwarding(infobip.transport, registration, ownConfiguration, claim, silent),
		);
		await stopForwarding(infobip.transport, stored(registration), silent);
		expect(infobip.content()).toHaveProperty(theirNew);
	});

	it.each(['unreachable', 429] as const)(
		'leaves the empty configuration of somebody else where ours was not made: %s',
		async (startFault) => {
			const { infobip } = accountInUse();
			const registration = begun(ownConfiguration);
			let theirNew = '';
			infobip.before(3, () => {
				theirNew = infobip.addConfiguration();
			});
			infobip.fail(startFault, 3);
			await rejectionOf(
				startForwarding(infobip.transport, registration, ownConfiguration, claim, silent),
			);
			await stopForwarding(infobip.transport, stored(registration), silent);
			expect(infobip.content()).toHaveProperty(theirNew);
		},
	);
});
