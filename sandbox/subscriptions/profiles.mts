import type { FastifyInstance } from 'fastify';
import type { JsonObject } from '../exactJson.mts';
import { jsonBody } from '../platform/infobipSide.mts';
import { read } from '../platform/schema.mts';
import type { World } from '../world.mts';
import { pageOf } from './paging.mts';
import type { Profile } from './registry.mts';
import { profileChangeSchema, profileSchema } from './schemas.mts';

interface OfProfile {
	Params: { profileId: string };
}

/** `/subscriptions/1/profiles` (documented). */
export function addProfileRoutes(app: FastifyInstance, { subscriptions }: World): void {
	const path = '/subscriptions/1/profiles';

	app.get(path, async (request) => pageOf(request, subscriptions.profiles(), profileAnswer));

	app.post(path, async (request, reply) => {
		const profile = subscriptions.createProfile(read(profileSchema, jsonBody(request)));
		return reply
			.code(201)
			.header('Location', `${path}/${profile.profileId}`)
			.send(profileIds(profile));
	});

	app.get<OfProfile>(`${path}/:profileId`, async ({ params }) =>
		profileAnswer(subscriptions.profile(params.profileId)),
	);

	app.put<OfProfile>(`${path}/:profileId`, async (request) => {
		const change = read(profileChangeSchema, jsonBody(request));
		return profileIds(subscriptions.changeProfile(request.params.profileId, change));
	});

	app.delete<OfProfile>(`${path}/:profileId`, async ({ params }) =>
		profileIds(subscriptions.removeProfile(params.profileId)),
	);
}

/** The security setting comes back as its id alone (documented). */
function profileAnswer({ authId, ...profile }: Profile): JsonObject {
	return { ...profile, ...(authId !== undefined && { security: { authId } }) };
}

export function profileIds({ profileId, authId }: Profile): JsonObject {
	return { profileId, ...(authId !== undefined && { security: { authId } }) };
}
