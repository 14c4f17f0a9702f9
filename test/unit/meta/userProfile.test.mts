import { parseProfile, profileRequest } from '../../../infobip/meta/userProfile.ts';

const USER = '24060000000000001';

const parse = (status: number, body: unknown) =>
	parseProfile(USER, {
		status,
		headers: {},
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});

const nobody = {
	userKey: USER,
	available: false,
	firstName: null,
	lastName: null,
	pictureUrl: null,
	reason: null,
};

it('asks Graph for name and picture, with the token in the query', () => {
	expect(profileRequest(USER, 'token')).toEqual({
		url: `https://graph.facebook.com/${USER}`,
		query: { fields: 'first_name,last_name,profile_pic', access_token: 'token' },
	});
	expect(profileRequest('../me?x', 'token').url).toBe('https://graph.facebook.com/..%2Fme%3Fx');
});

it('reads a profile', () => {
	const profile_pic = 'https://example.com/p.jpg';
	const body = { first_name: 'Ana', last_name: 'Example', profile_pic, id: USER };
	expect(parse(200, body)).toEqual({
		profile: {
			...nobody,
			available: true,
			firstName: 'Ana',
			lastName: 'Example',
			pictureUrl: profile_pic,
		},
	});
});

it('reads a profile that shows nothing', () => {
	expect(parse(200, { id: USER })).toEqual({ profile: nobody });
});

it.each([
	{ code: 2018218 },
	{ code: 100, error_subcode: 2018218 },
	{ code: 100, error_subcode: 2018001 },
])("takes %j for the person's answer, not for a failure", (codes) => {
	const message = 'No profile available for this user.';
	expect(parse(400, { error: { message, ...codes } })).toEqual({
		profile: { ...nobody, reason: message },
	});
});

it.each([
	[400, 190, 'Error validating access token'],
	[403, 10, 'Application does not have permission for this action'],
	[400, 4, 'Application request limit reached'],
])('takes %i with code %i for a refusal', (status, code, message) => {
	expect(parse(status, { error: { message, code } })).toEqual({ refusal: `${message} (${code})` });
});

it.each([
	[200, 'hello'],
	[200, '[]'],
	[502, '<html></html>'],
	[500, {}],
])('does not know %i %j', (status, body) => {
	expect(parse(status, body)).toBeUndefined();
});
