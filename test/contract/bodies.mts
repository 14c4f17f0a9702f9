import type { TSchema } from '@sinclair/typebox';

import { MESSAGES_API_SAMPLES } from './messagesApiBodies.mts';
import { sendSchema } from '../../sandbox/messenger/sendSchema.mts';
import { problemsOf } from '../../sandbox/platform/schema.mts';
import type { Problem } from '../../sandbox/platform/schema.mts';
import { configurationSchema } from '../../sandbox/resources/configurationSchema.mts';
import {
	profileChangeSchema,
	profileSchema,
	securityChangeSchema,
	securitySchema,
	subscriptionChangeSchema,
	subscriptionSchema,
} from '../../sandbox/subscriptions/schemas.mts';

/** A body with every member that its call knows, and the sandbox's own rule for it. */
export interface Sample {
	name: string;
	method: string;
	path: string;
	problems(body: unknown): Problem[];
	body: unknown;
}

const rulesOf = (schema: TSchema) => (body: unknown) => problemsOf(schema, body);

const url = 'https://example.com/a';
const buttons = [
	{ type: 'URL', title: 'Open', url },
	{ type: 'POSTBACK', title: 'Buy', payload: 'BUY' },
	{ type: 'CALL', title: 'Call', payload: '+38510000000' },
];
const card = { title: 'Mug', subtitle: '12 EUR', imageUrl: url, defaultAction: { url }, buttons };
const optIn = {
	payload: 'NEWS',
	title: 'News?',
	imageUrl: url,
	notificationMessagesCtaText: 'GET',
};
const optInFrame = { imageAspectRatio: 'SQUARE', notificationMessagesTimezone: 'Europe/Zagreb' };
const template = (payload: object) => ({ type: 'TEMPLATE', payload });

const contents = [
	{ type: 'TEXT', text: 'Hello' },
	{ type: 'IMAGE', url },
	{ type: 'VIDEO', url },
	{ type: 'AUDIO', url },
	{ type: 'DOCUMENT', url },
	{ type: 'LOCATION', latitude: 45.8, longitude: 15.9, name: 'Shop', address: 'Street 1' },
	{ type: 'SENDER_ACTION', senderAction: 'TYPING_ON' },
	template({ type: 'BUTTON', text: 'Choose', buttons }),
	template({ type: 'GENERIC', elements: [card] }),
	template({ type: 'OPT_IN', ...optIn, ...optInFrame }),
	template({ type: 'OPT_IN_CAROUSEL', elements: [optIn], ...optInFrame }),
	template({ type: 'MARKETING_MESSAGE', elements: [card] }),
	{ type: 'COMMENT', content: { type: 'TEXT', text: 'Thanks' } },
	{ type: 'POST', content: { type: 'IMAGE', url } },
	{ type: 'OPT_IN_FOLLOWUP', text: 'Thanks' },
	{ type: 'MARKETING_MESSAGE', campaignId: '1', content: { type: 'TEXT', payload: { text: 'a' } } },
	{
		type: 'MARKETING_MESSAGE',
		campaignId: '1',
		content: template({ type: 'GENERIC', elements: [card] }),
	},
];

const frame = {
	quickReplies: [
		{ type: 'TEXT', title: 'Yes', payload: 'YES', imageUrl: url },
		{ type: 'PHONE_NUMBER' },
		{ type: 'EMAIL' },
	],
	options: {
		platform: { entityId: 'e', applicationId: 'a' },
		validityPeriod: { amount: 2, timeUnit: 'HOURS' },
		deliveryTimeWindow: {
			days: ['MONDAY'],
			from: { hour: 6, minute: 0 },
			to: { hour: 18, minute: 0 },
		},
		campaignReferenceId: 'c',
		smsFailover: {
			text: 'Hi',
			sender: 'Shop',
			validityPeriod: { amount: 1, timeUnit: 'SECONDS' },
			regional: {
				indiaDlt: { contentTemplateId: '1', principalEntityId: '2', telemarketerId: '3' },
				turkeyIys: { brandCode: 1, recipientType: 'TACIR' },
				southKorea: { title: 'a', resellerCode: 1 },
			},
			destinationMatching: [{ initial: 'u1', failover: '+38510000000' }],
		},
	},
	webhooks: {
		delivery: {
			url,
			intermediateReport: true,
			notify: true,
			receiveTriggeredFailoverReports: false,
		},
		seen: { url },
		contentType: 'application/json',
		callbackData: 'order=77',
	},
};

const send = { method: 'POST', path: '/messenger/1/messages', problems: rulesOf(sendSchema) };
const destination = { to: 'u1', messageId: 'a' };
const sends: Sample[] = [
	...contents.map((content) => ({
		...send,
		name: `a message with ${JSON.stringify(content).slice(0, 60)}`,
		body: { messages: [{ sender: '1', destinations: [destination], content }] },
	})),
	{
		...send,
		name: 'a message with every option',
		body: {
			messages: [
				{
					sender: '1',
					destinations: [destination],
					content: { type: 'TEXT', text: 'a' },
					...frame,
				},
			],
			options: {
				schedule: {
					bulkId: 'b',
					sendAt: '2020-03-01T10:00:00.000+0000',
					sendingSpeedLimit: { amount: 1, timeUnit: 'MINUTE' },
				},
			},
		},
	},
];

const basic = { type: 'BASIC', credentials: { username: 'u', password: 'p' } };
const hmac = { type: 'HMAC', credentials: { secretKey: 'k', algorithm: 'HMAC_SHA_256' } };
const oauth = {
	type: 'OAUTH',
	credentials: {
		tokenUrl: url,
		grantType: 'password',
		clientId: 'c',
		clientSecret: 's',
		scope: 'a',
		username: 'u',
		password: 'p',
		resource: 'r',
		refreshToken: 't',
		headers: { 'X-Own': 'yes' },
	},
};
const profile = {
	webhook: { notifyUrl: url, contentType: 'application/json' },
	clientCertificateId: 'c',
	maxBucketSize: 10,
	windowSize: 20,
	connectTimeout: 300,
	readTimeout: 1000,
	enabledSSLProtocols: ['TLSv1.2', 'TLSv1.3'],
	headers: { 'X-Own': 'yes' },
	responseRegex: '2..',
	responseBodyRegex: '.*',
	rateLimit: 1,
};
const subscription = {
	name: 'Ours',
	events: ['INBOUND_MESSAGE', { event: 'DELIVERY', format: 'MO_OTT_MSISDN' }],
	criteria: [{ applicationId: 'a', entityId: 'e', callsConfigurationId: 'c' }],
	resources: ['1'],
	users: ['demo'],
};
const path = '/subscriptions/1';
const subscriptions: Sample[] = [
	{
		name: 'a subscription',
		method: 'POST',
		path: `${path}/subscription/FACEBOOK`,
		problems: rulesOf(subscriptionSchema),
		body: {
			subscriptionId: 's',
			...subscription,
			profile: { profileId: 'p', ...profile, security: { authId: 'a', ...basic } },
		},
	},
	{
		name: 'a change of a subscription',
		method: 'PUT',
		path: `${path}/subscription/FACEBOOK/s`,
		problems: rulesOf(subscriptionChangeSchema),
		body: { ...subscription, profile: { profileId: 'p' } },
	},
	{
		name: 'a profile',
		method: 'POST',
		path: `${path}/profiles`,
		problems: rulesOf(profileSchema),
		body: { profileId: 'p', ...profile, security: { authId: 'a', ...hmac } },
	},
	{
		name: 'a change of a profile',
		method: 'PUT',
		path: `${path}/profiles/p`,
		problems: rulesOf(profileChangeSchema),
		body: { ...profile, security: { authId: 'a' } },
	},
	...[basic, hmac, oauth].map((security) => ({
		name: `a security setting ${security.type}`,
		method: 'POST',
		path: `${path}/security`,
		problems: rulesOf(securitySchema),
		body: { authId: 'a', ...security },
	})),
	{
		name: 'a change of a security setting',
		method: 'PUT',
		path: `${path}/security/a`,
		problems: rulesOf(securityChangeSchema),
		body: oauth,
	},
];

export const SAMPLES: Sample[] = [
	...sends,
	...MESSAGES_API_SAMPLES,
	...subscriptions,
	{
		name: 'an inbound configuration',
		method: 'POST',
		path: '/resource-management/1/inbound-message-configurations',
		problems: rulesOf(configurationSchema),
		body: {
			channel: 'MESSENGER',
			resource: '1',
			resourceKey: 'K',
			keyword: 'STOP',
			username: 'demo',
			forwarding: { type: 'HTTP_FORWARD', url, format: 'MO_OTT_MSISDN' },
			conversations: { enabled: true },
			platform: { applicationId: 'a', entityId: 'e' },
			unset: ['FORWARDING', 'ANSWERS'],
		},
	},
];
