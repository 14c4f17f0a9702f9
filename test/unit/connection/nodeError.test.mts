import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import {
	InvalidInput,
	ConnectionError,
	ApiError,
	OutcomeUnknown,
	UnexpectedAnswer,
	type ConnectionFailure,
} from '../../../infobip/errors.ts';
import { MessageRejected } from '../../../infobip/sending/MessageRejected.ts';
import { sentMessageParser } from '../../../infobip/messenger/sendResult.ts';
import { createAction } from '../../../infobip/facebook/actions.ts';
import { createApplication, readApplications } from '../../../infobip/facebook/applications.ts';
import { checkMessage } from '../../../infobip/outbound/checkMessage.ts';
import type { Content } from '../../../infobip/message/message.ts';
import { toNodeError } from '../../../nodes/connection/nodeError.ts';
import { messageOf } from '../outboundMessage.mts';
import { answering } from '../recordingTransport.mts';
import { rejectionOf } from '../rejection.mts';

const node: INode = {
	id: '1',
	name: 'Infobip Facebook',
	type: 'n8n-nodes-infobip-facebook.infobipFacebook',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};

const refused = (status: number, code: string | undefined, text: string, retryAfter?: number) =>
	new ApiError('get application K1', status, { code, text, violations: [] }, { retryAfter });

const address = 'https://xxxxx.api.infobip.com';

describe('what was given and cannot be sent', () => {
	const messageFor = (content: Content): string => {
		try {
			checkMessage(messageOf(content));
		} catch (error) {
			return toNodeError(error, { node }).message;
		}
		throw new Error('It was expected to be refused');
	};
	const button = { type: 'postback', title: 'Yes', payload: 'YES' } as const;

	it.each<[string, Content, RegExp]>([
		['a text that is too long', { type: 'text', text: 'x'.repeat(2001) }, /'Text'.*2001.*2000/],
		[
			'too many buttons',
			{ type: 'buttons', text: 'Choose', buttons: Array.from({ length: 4 }, () => button) },
			/'Buttons'.*4.*3/,
		],
		[
			'a title that is too long',
			{ type: 'buttons', text: 'Choose', buttons: [button, { ...button, title: 'x'.repeat(21) }] },
			/'Title' of button 2.*21.*20/,
		],
		['a URL that is none', { type: 'image', url: 'no url' }, /'URL'.*no url/],
	])('names field and limit of %s', (_, content, expected) => {
		expect(messageFor(content)).toMatch(expected);
	});

	it('names an empty recipient', () => {
		const error = new InvalidInput([{ field: ['to'], problem: 'is empty' }]);
		const shown = toNodeError(error, { node });
		expect(shown).toBeInstanceOf(NodeOperationError);
		expect(shown.message).toContain("'To' is empty");
		expect(shown.description).toMatch(/nothing was sent/i);
	});

	it('names everything that is wrong', () => {
		const error = new InvalidInput([
			{ field: ['to'], problem: 'is empty' },
			{ field: ['buttons', 0, 'title'], problem: 'is empty' },
		]);
		const { message } = toNodeError(error, { node });
		expect(message).toContain("'To' is empty");
		expect(message).toContain("'Title' of button 1 is empty");
	});
});

describe('a refusal of Infobip’s', () => {
	it('of the credentials says so and what to check', () => {
		const error = toNodeError(refused(401, 'UNAUTHORIZED', 'Invalid login details'), { node });
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toMatch(/^Infobip refused the credentials \(401\)/);
		expect(error.message).toContain('Invalid login details');
		expect(error.description).toMatch(/Username.*Password.*API Key.*Base URL/);
	});

	it.each([
		[404, '1', 'Application does not exist'],
		[400, '8', 'Invalid action request'],
		[403, 'FORBIDDEN', 'Forbidden'],
		[429, 'TOO_MANY_REQUESTS', 'Too many requests'],
		[500, 'GENERAL_ERROR', 'Something went wrong'],
	])('with %i has its text, its code and the key that was asked for', (status, code, text) => {
		const error = toNodeError(refused(status, code, text), { node });
		for (const part of [text, String(status), code, 'K1']) expect(error.message).toContain(part);
		expect(error.description).toBeTruthy();
		expect(error).toMatchObject({ httpCode: String(status) });
	});

	it('names the fields that Infobip names', () => {
		const violations = [
			{ property: 'to', violation: 'must not be empty' },
			{ property: '', violation: 'the body is odd' },
		];
		const error = new ApiError('send', 400, { code: 'BAD_REQUEST', text: 'Bad', violations });
		const { description } = toNodeError(error, { node });
		expect(description).toContain("'To' must not be empty");
		expect(description).toContain('the body is odd');
	});

	it('says how long to wait', () => {
		const text = 'Too many requests';
		expect(toNodeError(refused(429, undefined, text, 6.2), { node }).description).toContain('7 s');
		expect(toNodeError(refused(429, undefined, text), { node }).description).toMatch(/wait/i);
	});

	it('has no undefined in its words where Infobip gives no code', () => {
		const { message, description } = toNodeError(refused(502, undefined, 'Bad gateway'), { node });
		expect(`${message} ${description ?? ''}`).not.toContain('undefined');
		expect(message).toContain('502');
	});
});

describe('Infobip that is not reached', () => {
	const reasons: ConnectionFailure[] = [
		'refused',
		'unknownHost',
		'timedOut',
		'reset',
		'cancelled',
		'broken',
	];

	it.each(reasons)('has the operation and the address: %s', (reason) => {
		const error = toNodeError(new ConnectionError('list the applications', address, reason), {
			node,
		});
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toContain('list the applications');
		expect(error.message).toContain(address);
		expect(error.description).toBeTruthy();
	});

	it('says where it may have acted', () => {
		const description = (reason: ConnectionFailure) =>
			toNodeError(new ConnectionError('send', address, reason), { node }).description;
		for (const reason of ['timedOut', 'reset', 'broken', 'cancelled'] as const) {
			expect(description(reason)).toContain('may have');
		}
		for (const reason of ['refused', 'unknownHost'] as const) {
			expect(description(reason)).not.toContain('may have');
			expect(description(reason)).toContain('Base URL');
		}
	});
});

describe('a message that Infobip turns down', () => {
	it('has Infobip’s reason', () => {
		const status = {
			groupName: 'REJECTED',
			name: 'REJECTED_DND',
			description: 'On the do-not-disturb list',
			action: 'Remove the number from the list.',
		};
		const sent = sentMessageParser()({
			messageId: 'm-1',
			status,
			error: { name: 'EC_DND', permanent: true },
		});
		const error = new MessageRejected('send the message to u1', sent);
		const { message, description } = toNodeError(error, { node });
		expect(message).toContain('send the message to u1');
		expect(message).toContain('REJECTED_DND: On the do-not-disturb list');
		expect(description).toContain('Remove the number from the list. Infobip calls this permanent.');
	});
});

describe('an answer that is not known', () => {
	it('is outlined: what it was asked for, and which members it has', () => {
		const answer = { items: [{ code: 'K1' }], more: true };
		const error = toNodeError(new UnexpectedAnswer('list the applications', answer), { node });
		expect(error.message).toContain('list the applications');
		expect(error.description).toContain('items');
	});

	it('is short, however long it is', () => {
		const answer = { text: 'x'.repeat(100_000), list: Array.from({ length: 1000 }, () => 'x') };
		const error = toNodeError(new UnexpectedAnswer('list the applications', answer), { node });
		expect((error.description ?? '').length).toBeLessThan(1000);
	});

	it('is short, however many members it has', () => {
		const answer = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`m${index}`, 1]));
		const error = toNodeError(new UnexpectedAnswer('list the applications', answer), { node });
		expect((error.description ?? '').length).toBeLessThan(1000);
	});
});

describe('what to do', () => {
	const adviceFor = (error: Error): string => toNodeError(error, { node }).description ?? '';
	const api = (status: number, more: ConstructorParameters<typeof ApiError>[3] = {}) =>
		new ApiError('ask', status, { code: undefined, text: 'No', violations: [] }, more);

	it.each([
		[api(302), /Base URL.*does not redirect/],
		[api(404, { missingKeys: ['actionKey'] }), /^Check 'Action': choose from the list/],
		[
			api(404, { missingKeys: ['applicationKey', 'configurationKey'] }),
			/^Check 'Application' and 'Configuration'/,
		],
		[api(404, { absentApi: 'facebook' }), /Facebook API/],
		[api(404), /Setup → Check/],
		[api(405), /does not offer this operation/],
		[
			new OutcomeUnknown('create it', new UnexpectedAnswer('create it', null), 'create'),
			/Get Many before you create/,
		],
	])('about %s', (error, advice) => {
		expect(adviceFor(error)).toMatch(advice);
	});
});

describe('secrets', () => {
	/** All that n8n could show, store or log. */
	const shownOf = (error: unknown): string => {
		const shown = toNodeError(error, { node });
		return [
			shown.message,
			shown.description,
			JSON.stringify(shown),
			shown.messages.join(),
			JSON.stringify(shown.context),
		].join('\n');
	};

	const app = { appId: '7', appSecret: 'demo-secret', pageAccessToken: 'demo-token' };
	const place = { applicationKey: 'A', configurationKey: 'C' };
	const facebook = {
		page: { accessToken: 'demo-token' },
		application: { id: 7, secret: 'demo-secret' },
	};

	it('of Facebook are not in the error where the answer to create has no key', async () => {
		const { transport } = answering(
			{ body: JSON.stringify({ number: 'K1', facebook }) },
			{ status: 500 },
		);
		const shown = shownOf(await rejectionOf(createApplication(transport, app)));
		expect(shown).not.toContain('demo-secret');
		expect(shown).not.toContain('demo-token');
	});

	it('of Facebook are not in the error where the list is none that is known', async () => {
		const { transport } = answering({ body: JSON.stringify({ apps: [{ key: 'K1', facebook }] }) });
		const shown = shownOf(await rejectionOf(readApplications(transport)));
		expect(shown).not.toContain('demo-secret');
		expect(shown).not.toContain('demo-token');
	});

	const forwardUrl = 'https://n8n.example.com/webhook/a?secret=0123abcd';

	it('of a Forward action are not in the error where the answer to create has no key', async () => {
		const body = JSON.stringify({ type: 'HTTP_FORWARD', forwardUrl });
		const { transport } = answering({ body }, { status: 500 });
		const creation = createAction(transport, place, { type: 'HTTP_FORWARD', forwardUrl });
		expect(shownOf(await rejectionOf(creation))).not.toContain('0123abcd');
	});
});

describe('the item', () => {
	const errors: Array<[string, () => Error]> = [
		['InvalidInput', () => new InvalidInput([{ field: ['to'], problem: 'is empty' }])],
		['ApiError', () => refused(404, '1', 'Application does not exist')],
		['ConnectionError', () => new ConnectionError('send', address, 'reset')],
		[
			'MessageRejected',
			() => new MessageRejected('send', sentMessageParser()({ status: 'REJECTED' })),
		],
		[
			'OutcomeUnknown',
			() => new OutcomeUnknown('send', new ConnectionError('send', address, 'reset'), 'send'),
		],
		['UnexpectedAnswer', () => new UnexpectedAnswer('send', 'oops')],
		['an error of n8n’s', () => new NodeOperationError(node, 'Not like this')],
		['any other error', () => new TypeError('Oops')],
	];

	it.each(errors)('is named where there are others, counted from one: %s', (_, make) => {
		const error = toNodeError(make(), { node, itemIndex: 6, amongOthers: true });
		expect(error.message).toMatch(/item 7\b/i);
		expect(error.context.itemIndex).toBe(6);
	});

	it.each(errors)('is not named where it is alone: %s', (_, make) => {
		const error = toNodeError(make(), { node, itemIndex: 0, amongOthers: false });
		expect(error.message).not.toMatch(/item/i);
		expect(error.context.itemIndex).toBe(0);
	});

	it.each(errors)('is not named where there are none: %s', (_, make) => {
		expect(toNodeError(make(), { node, amongOthers: true }).message).not.toMatch(/item/i);
	});
});

describe('other errors', () => {
	it('of n8n’s own pass as they are', () => {
		const error = new NodeOperationError(node, 'No application is chosen', { description: 'Do' });
		expect(toNodeError(error, { node })).toBe(error);
		expect(error.message).toBe('No application is chosen');
	});

	it('keep what they say', () => {
		expect(toNodeError(new RangeError('Out of it'), { node }).message).toBe('Out of it');
		expect(toNodeError('thrown text', { node }).message).toBe('thrown text');
	});
});
