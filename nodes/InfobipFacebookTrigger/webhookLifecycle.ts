import type { IHookFunctions } from 'n8n-workflow';

import type { Transport } from '../../infobip/call/client';
import { ApiError } from '../../infobip/errors';
import type { Removal } from '../../infobip/call/unlessGone';
import type { Claim, Owner } from '../../infobip/owner';
import { whoAnswers } from '../connection/addressProbe';
import type { Connection } from '../connection/connection';
import { webhookUrlOf } from './hookParameters';
import { ownerOf, type Note, type RegistrationStore } from './registrationStore';
import type { Receiver } from './receivers';
import { accountOf, triggerSecret } from './triggerSecret';

type Notify = (text: string) => void;

/** How one receiver is started and stopped at Infobip. */
interface Steps<R extends { readonly url: string }, D> {
	readonly name: string;
	readonly registrationStore: RegistrationStore<R>;
	/** What the form wants. Throws NodeOperationError or InvalidInput if something is missing. */
	readDesired(context: IHookFunctions, connection: Connection): D;
	/** A registration with which nothing is at Infobip yet. */
	begin(desired: D, owner: Owner, secret: string): R;
	secretOf(registration: R): string;
	/** "Subscription n8n-… of Page 10…". */
	describe(registration: R): string;
	isInPlace(transport: Transport, registration: R, desired: D): Promise<boolean>;
	start(
		transport: Transport,
		registration: R,
		desired: D,
		claim: Claim,
		notify: Notify,
	): Promise<void>;
	stop(transport: Transport, registration: R, notify: Notify): Promise<Removal>;
	/** Deletes what belongs to this trigger by the marks that it has at Infobip. */
	stopLost(
		transport: Transport,
		desired: D,
		claim: Claim,
		unnoted: R,
		notify: Notify,
	): Promise<void>;
}

type Lifecycle = Omit<Receiver, 'isAuthentic' | 'ownId' | 'wantedEvents'>;

/** The life of a receiver, noted in static data step by step: the same for all of them. */
export function webhookLifecycle<R extends { readonly url: string }, D>(
	steps: Steps<R, D>,
): Lifecycle {
	const { registrationStore } = steps;

	/** @returns why it has to stay noted; undefined if it was deleted or is not ours to delete */
	async function retire(
		context: IHookFunctions,
		connection: Connection,
		note: Note<R>,
	): Promise<string | undefined> {
		const what = `${steps.describe(note)}, which leads to ${note.url},`;
		if (note.url !== webhookUrlOf(context)) {
			const answerer = await whoAnswers(context, note.url, webhookUrlOf(context));
			// A database that was copied with its encryption key: there, this trigger is in use.
			if (answerer === 'trigger') {
				context.logger.warn(`${what} was left at Infobip: a trigger answers there`);
				return undefined;
			}
			if (answerer === 'unknown') {
				return `${what} was not deleted: it could not be found out whether anything is still in use there. Setup → Clean Up in that n8n lists it`;
			}
		}
		const { account } = await accountOf(context, connection);
		const isSameAccount = account === note.account;
		connection.hide(steps.secretOf(note));
		const elsewhere = `${what} was not found in this account. Another one created it, at ${note.baseUrl}: delete it there, or put that login into the credential and unpublish again`;
		const left: string[] = [];
		const removal = await steps
			.stop(connection.transport, note, (text) => left.push(text))
			.catch((error: unknown): Removal => {
				const isRefused = error instanceof ApiError && [401, 403].includes(error.status);
				if (isRefused && !isSameAccount) return 'notFound';
				throw error;
			});
		if (removal === 'notFound' && !isSameAccount) return elsewhere;
		return left.length > 0 ? left.join('. ') : undefined;
	}

	async function stop(context: IHookFunctions, connection: Connection): Promise<string[]> {
		const note = registrationStore.read(context);
		const notes = [...(note === undefined ? [] : [note]), ...registrationStore.readLeft(context)];
		const left: Array<Note<R>> = [];
		const reasons: string[] = [];
		for (const one of notes) {
			const reason = await retire(context, connection, one);
			if (reason === undefined) continue;
			left.push(one);
			reasons.push(reason);
		}
		registrationStore.keepLeft(context, left);
		registrationStore.forget(context);
		return reasons;
	}

	return {
		isNoted: (context) => registrationStore.read(context) !== undefined,

		hasNotes: (context) =>
			registrationStore.read(context) !== undefined ||
			registrationStore.readLeft(context).length > 0,

		forget(context) {
			registrationStore.forget(context);
			registrationStore.keepLeft(context, []);
		},

		async isInPlace(context, connection) {
			const note = registrationStore.read(context);
			if (note === undefined) return false;
			const desired = steps.readDesired(context, connection);
			return await steps.isInPlace(connection.transport, note, desired);
		},

		async start(context, connection) {
			const desired = steps.readDesired(context, connection);
			const note = registrationStore.read(context);
			// Kept while the trigger exists: what Infobip still repeats to the old URL has it as well.
			const secret =
				note === undefined ? await triggerSecret(context, steps.name) : steps.secretOf(note);
			const registration = steps.begin(desired, ownerOf(context), secret);
			connection.hide(steps.secretOf(registration));
			for (const reason of await stop(context, connection)) context.logger.warn(reason);
			registrationStore.keep(context, registration, await accountOf(context, connection));
			const claim = claimOf(context);
			await steps.start(connection.transport, registration, desired, claim, notifier(context));
		},

		stop,

		async stopLost(context, connection) {
			const desired = steps.readDesired(context, connection);
			const claim = claimOf(context);
			const unnoted = steps.begin(desired, claim.owner, '');
			const notify = notifier(context);
			await steps.stopLost(connection.transport, desired, claim, unnoted, notify);
		},
	};
}

function claimOf(context: IHookFunctions): Claim {
	return {
		owner: ownerOf(context),
		url: webhookUrlOf(context),
		async isAbandoned(url) {
			const answerer = await whoAnswers(context, url, webhookUrlOf(context));
			if (answerer !== 'trigger' && answerer !== 'unknown') return true;
			const reason =
				answerer === 'trigger'
					? 'a trigger answers there'
					: 'it could not be found out whether anything is still in use there';
			context.logger.warn(
				`What this workflow may have left at Infobip for ${url} was not deleted: ${reason}`,
			);
			return false;
		},
	};
}

const notifier =
	(context: IHookFunctions): Notify =>
	(text) => {
		context.logger.warn(text);
	};
