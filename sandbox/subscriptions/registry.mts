import { ApiError, badRequest } from '../platform/apiError.mts';
import type { SubscribedChannel } from '../platform/webhookKind.mts';
import type {
	ProfileChange,
	ProfileRequest,
	SecurityRequest,
	SubscriptionChange,
	SubscriptionRequest,
} from './schemas.mts';

export type Security = SecurityRequest;

export type Profile = Omit<ProfileChange, 'security'> & { profileId: string; authId?: string };

export type Subscription = Omit<SubscriptionChange, 'profile'> & {
	channel: SubscribedChannel;
	subscriptionId: string;
	profileId: string;
};

/** The account's subscriptions, and the profiles and securities they share. */
export class SubscriptionRegistry {
	readonly #subscriptions = new Map<string, Subscription>();
	readonly #profiles = new Map<string, Profile>();
	readonly #securities = new Map<string, Security>();

	subscriptions(): Subscription[] {
		return [...this.#subscriptions.values()];
	}

	profiles(): Profile[] {
		return [...this.#profiles.values()];
	}

	securities(): Security[] {
		return [...this.#securities.values()];
	}

	/** @throws ApiError 404 */
	subscription(channel: SubscribedChannel, id: string): Subscription {
		const subscription = found(this.#subscriptions, id, 'Subscription');
		if (subscription.channel !== channel) throw missing('Subscription');
		return subscription;
	}

	/** @throws ApiError 404 */
	profile(id: string): Profile {
		return found(this.#profiles, id, 'Profile');
	}

	/** @throws ApiError 404 */
	security(id: string): Security {
		return found(this.#securities, id, 'Security setting');
	}

	/**
	 * Makes the profile and the security setting that come with it, or none of the three.
	 *
	 * @throws ApiError 400 for an id that is taken, 404 for one that is only named and unknown
	 */
	createSubscription(
		channel: SubscribedChannel,
		{ profile, ...subscription }: SubscriptionRequest,
	): Subscription {
		const { subscriptionId } = subscription;
		refuseTaken(this.#subscriptions, subscriptionId, 'subscriptionId');
		const { profileId } = this.#profileOf(profile);
		const created = { channel, ...subscription, profileId };
		this.#subscriptions.set(subscriptionId, created);
		return created;
	}

	/** @throws ApiError 404 */
	changeSubscription(
		channel: SubscribedChannel,
		subscriptionId: string,
		change: SubscriptionChange,
	): Subscription {
		this.subscription(channel, subscriptionId);
		const { profile, ...members } = change;
		const { profileId } = this.profile(profile.profileId);
		const changed = { channel, subscriptionId, ...members, profileId };
		this.#subscriptions.set(subscriptionId, changed);
		return changed;
	}

	/**
	 * Profile and security setting stay (guess: they have deletes of their own).
	 *
	 * @throws ApiError 404
	 */
	removeSubscription(channel: SubscribedChannel, id: string): Subscription {
		const removed = this.subscription(channel, id);
		this.#subscriptions.delete(id);
		return removed;
	}

	/** @throws ApiError 400 for an id that is taken, 404 for one that is only named and unknown */
	createProfile({ security, ...members }: ProfileRequest): Profile {
		refuseTaken(this.#profiles, members.profileId, 'profileId');
		const authId = security && this.#securityOf(security).authId;
		const created = { ...members, ...(authId !== undefined && { authId }) };
		this.#profiles.set(created.profileId, created);
		return created;
	}

	/** @throws ApiError 404 */
	changeProfile(profileId: string, { security, ...members }: ProfileChange): Profile {
		this.profile(profileId);
		const authId = security && this.security(security.authId).authId;
		const changed = { profileId, ...members, ...(authId !== undefined && { authId }) };
		this.#profiles.set(profileId, changed);
		return changed;
	}

	/** @throws ApiError 404, or 400 while a subscription uses it (guess) */
	removeProfile(id: string): Profile {
		const removed = this.profile(id);
		if (this.subscriptions().some(({ profileId }) => profileId === id)) {
			throw badRequest({ profileId: ['is used by a subscription'] });
		}
		this.#profiles.delete(id);
		return removed;
	}

	/** @throws ApiError 400 for an id that is taken */
	createSecurity(security: SecurityRequest): Security {
		refuseTaken(this.#securities, security.authId, 'authId');
		this.#securities.set(security.authId, security);
		return security;
	}

	/** @throws ApiError 404 */
	changeSecurity(authId: string, change: Omit<SecurityRequest, 'authId'>): Security {
		this.security(authId);
		const changed = { authId, ...change };
		this.#securities.set(authId, changed);
		return changed;
	}

	/** @throws ApiError 404, or 400 while a profile uses it (guess) */
	removeSecurity(id: string): Security {
		const removed = this.security(id);
		if (this.profiles().some(({ authId }) => authId === id)) {
			throw badRequest({ authId: ['is used by a profile'] });
		}
		this.#securities.delete(id);
		return removed;
	}

	clear(): void {
		this.#subscriptions.clear();
		this.#profiles.clear();
		this.#securities.clear();
	}

	/** Only an id names a profile that is there (documented); anything more makes one. */
	#profileOf(profile: ProfileRequest): Profile {
		const { profileId, ...members } = profile;
		return Object.keys(members).length === 0
			? this.profile(profileId)
			: this.createProfile(profile);
	}

	/** As with profiles (inferred). */
	#securityOf(security: SecurityRequest): Security {
		const { authId, ...members } = security;
		return Object.keys(members).length === 0
			? this.security(authId)
			: this.createSecurity(security);
	}
}

function found<T>(records: Map<string, T>, id: string, what: string): T {
	const record = records.get(id);
	if (!record) throw missing(what);
	return record;
}

function missing(what: string): ApiError {
	return new ApiError(404, 'NOT_FOUND', `${what} does not exist`);
}

/** No status for a double is documented; 409 is not among those listed, so 400 (guess). */
function refuseTaken(records: Map<string, unknown>, id: string, field: string): void {
	if (records.has(id)) throw badRequest({ [field]: ['already exists'] });
}
