/**
 * The Facebook API in every form in which it may answer: each operation works or names what is
 * wrong, nothing is left behind, and no success is reported that is none.
 */
import fc from 'fast-check';

import { ABSENT_METHODS, ANSWER_FORMS } from '../../sandbox/facebook/answerForms.mts';
import type { AnswerForms } from '../../sandbox/facebook/answerForms.mts';
import { Account, facebookApp, picked } from './account.mts';
import { RunError, startEngine } from './engine.mts';
import type { Engine } from './engine.mts';

let engine: Engine;
let account: Account;

beforeAll(async () => {
	engine = await startEngine();
	account = await Account.open();
});

afterAll(async () => {
	await account.close();
	await engine.close();
});

const run = async (resource: string, operation: string, parameters: object = {}) =>
	(
		await engine.run({
			node: 'infobipFacebook',
			parameters: {
				resource,
				operation,
				applicationKey: picked(account.applicationKey),
				...parameters,
			},
			credentials: account.credentials(),
		})
	).map(({ json }) => json);

const keyOf = (json: Record<string, unknown> | undefined): string => String(json?.['key']);

const forms: fc.Arbitrary<Partial<AnswerForms>> = fc.record({
	...Object.fromEntries(
		Object.entries(ANSWER_FORMS).map(([name, values]) => [
			name,
			fc.constantFrom(...(values as readonly string[])),
		]),
	),
	absent: fc.subarray(ABSENT_METHODS.filter((method) => method !== 'delete')),
	isActive: fc.constantFrom(true, null),
});

const forwardUrl = 'https://hooks.example.com/messenger';

/** What a create that does not tell its key has to say, if what it made cannot be told apart. */
const KEYLESS = /has no key/;

it('a life of applications, configurations and actions, in any form', async () => {
	let created = 0;
	await fc.assert(
		fc.asyncProperty(forms, async (form) => {
			account.reset();
			account.sandbox.changeSettings(form);
			const keyless = (error: unknown): never[] => {
				if (!(error instanceof RunError)) throw error;
				// Nothing but the key could tell it from others, and the answer has none.
				expect(['createdEmpty', 'acceptedEmpty', 'noContent']).toContain(form.createAnswer);
				expect(error.message).toMatch(KEYLESS);
				return [];
			};
			const [application] = await run('application', 'create').catch(keyless);
			if (application === undefined) return;
			const applicationKey = picked(keyOf(application));
			const exists = account.sandbox.state().applications.map(({ key }) => key);
			expect(exists).toContain(keyOf(application));

			const [configuration] = await run('configuration', 'create', { applicationKey }).catch(
				keyless,
			);
			if (configuration === undefined) return;
			created += 1;
			const place = { applicationKey, configurationKey: picked(keyOf(configuration)) };
			const [forward] = await run('action', 'create', { ...place, forwardUrl }).catch(keyless);
			if (forward === undefined) return;
			const [pull] = await run('action', 'create', { ...place, actionType: 'PULL' }).catch(keyless);
			if (pull === undefined) return;
			const remote = (): object[] =>
				account.sandbox.state().applications.find(({ key }) => key === keyOf(application))
					?.configurations ?? [];
			expect(remote()).toMatchObject([
				{
					key: keyOf(configuration),
					actions: [
						{ key: keyOf(forward), type: 'HTTP_FORWARD', forwardUrl },
						{ key: keyOf(pull), type: 'PULL' },
					],
				},
			]);

			const keys = async (resource: string, parameters: object): Promise<string[]> =>
				(await run(resource, 'getAll', { ...parameters, returnAll: true })).map(keyOf);
			expect((await keys('application', {})).sort()).toEqual(exists.sort());
			expect(await keys('configuration', { applicationKey })).toEqual([keyOf(configuration)]);
			expect(await keys('action', place)).toEqual([keyOf(forward), keyOf(pull)]);
			expect((await run('application', 'get', { applicationKey })).map(keyOf)).toEqual([
				keyOf(application),
			]);
			expect((await run('configuration', 'get', place)).map(keyOf)).toEqual([keyOf(configuration)]);
			const actionKey = picked(keyOf(forward));
			expect((await run('action', 'get', { ...place, actionKey })).map(keyOf)).toEqual([
				keyOf(forward),
			]);

			for (const key of [keyOf(forward), keyOf(pull)]) {
				await run('action', 'delete', { ...place, actionKey: picked(key) });
			}
			expect(await keys('action', place)).toEqual([]);
			await run('configuration', 'delete', place);
			expect(await keys('configuration', { applicationKey })).toEqual([]);
			await run('application', 'delete', { applicationKey });
			expect(remote()).toEqual([]);
		}),
		{ numRuns: 150 },
	);
	expect(created).toBeGreaterThan(50);
});

it('what does not exist is an error in any form, and no success', async () => {
	await fc.assert(
		fc.asyncProperty(
			forms,
			fc.constantFrom('get', 'delete'),
			fc.constantFrom('application', 'configuration', 'action'),
			async (form, operation, resource) => {
				account.reset();
				const [configuration] = await run('configuration', 'create');
				account.sandbox.changeSettings(form);
				const before = account.sandbox.state().applications;
				const key = picked('NONE00000000');
				const own = picked(keyOf(configuration));
				const parameters = {
					application: { applicationKey: key },
					configuration: { configurationKey: key },
					action: { configurationKey: own, actionKey: key },
				}[resource];
				const error: unknown = await run(resource, operation, parameters).catch(
					(thrown: unknown) => thrown,
				);
				expect(error).toBeInstanceOf(RunError);
				expect(String(error)).toMatch(/does not exist|not allowed/i);
				expect(account.sandbox.state().applications).toEqual(before);
			},
		),
		{ numRuns: 100 },
	);
});

it('no secret is shown in any form', async () => {
	await fc.assert(
		fc.asyncProperty(forms, async (form) => {
			account.reset();
			account.sandbox.changeSettings(form);
			const shown = [
				await run('application', 'create').catch(String),
				await run('application', 'getAll', { returnAll: true }),
				await run('application', 'update').catch(String),
			];
			const text = JSON.stringify(shown);
			for (const secret of [facebookApp.appSecret, facebookApp.pageAccessToken, 'demo-token']) {
				expect(text).not.toContain(secret);
			}
		}),
		{ numRuns: 50 },
	);
});

it('a trigger is published and unpublished in any form, and leaves nothing behind', async () => {
	let published = 0;
	await fc.assert(
		fc.asyncProperty(forms, async (form) => {
			// Accepted only, and shown as a key alone or known by a 404: nothing tells for certain what
			// is ours, and an empty configuration left behind does less harm than a foreign one deleted.
			const tellsNothing = form.listAnswer === 'keys' || form.emptyList === 'notFound';
			fc.pre(!(tellsNothing && form.createAnswer === 'acceptedEmpty'));
			account.reset();
			account.sandbox.changeSettings(form);
			const trigger = engine.trigger({
				parameters: {
					receiveThrough: 'application',
					applicationKey: picked(account.applicationKey),
				},
				credentials: account.credentials(),
			});
			const isPublished = await trigger.publish().then(
				() => true,
				() => false,
			);
			if (isPublished) {
				published += 1;
				expect(account.actions()).toHaveLength(1);
				const [forward] = await account.customerWrites({ type: 'TEXT', text: 'Hello' });
				expect(forward?.attempts.at(-1)?.status).toBe(200);
				await trigger.unpublish();
			}
			expect(account.configurations()).toEqual([]);
		}),
		{ numRuns: 100 },
	);
	expect(published).toBeGreaterThan(60);
});
