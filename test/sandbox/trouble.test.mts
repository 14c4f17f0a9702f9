import { useSandbox } from './sandboxSession.mts';

const PAGE = '102030405060708';
const CUSTOMER = '1000000000000001';
const STRANGER = '1000000000000002';

const session = useSandbox({ secondsPerMinute: 0.05 });

let applicationKey: string;

beforeEach(() => {
	session.sandbox.addPage({ id: PAGE });
	applicationKey = session.sandbox.addApplication();
	const message = { type: 'TEXT', text: 'Hello' } as const;
	session.sandbox.customerWrites(CUSTOMER, { pageId: PAGE, message });
	session.sandbox.customerWrites(CUSTOMER, { applicationKey, message });
});

const fromPage = (to: string) =>
	session.infobip('POST', '/messenger/1/messages', {
		messages: [
			{ sender: PAGE, destinations: [{ to }], content: { type: 'TEXT', text: 'Good morning' } },
		],
	});

const fromApplication = (to: string) =>
	session.infobip('POST', '/facebook/1/single', {
		from: applicationKey,
		to,
		type: 'TEXT',
		text: 'Good morning',
	});

it('accepts a message to a stranger unless it is told to refuse it', async () => {
	expect((await fromPage(STRANGER)).data).toMatchObject({
		messages: [{ status: { groupName: 'PENDING' } }],
	});
	expect((await fromApplication(STRANGER)).status).toBe(200);
});

it('refuses a message to someone who never wrote to that Page or application', async () => {
	session.sandbox.changeSettings({ unknownRecipients: 'reject' });
	expect((await fromPage(STRANGER)).data).toMatchObject({
		messages: [{ status: { name: 'UNDELIVERABLE_NOT_SENT' } }],
	});
	expect((await fromPage(CUSTOMER)).data).toMatchObject({
		messages: [{ status: { groupName: 'PENDING' } }],
	});
	expect((await fromApplication(STRANGER)).status).toBe(400);
	expect((await fromApplication(CUSTOMER)).status).toBe(200);
});

it.each([
	['windowOver', 200, 'UNDELIVERABLE', 400],
	['blocked', 200, 'PENDING', 200],
	['rateLimit', 429, undefined, 429],
	['outage', 503, undefined, 503],
] as const)('plays %s on both APIs', async (trouble, pageStatus, group, applicationStatus) => {
	session.sandbox.changeSettings({ trouble });
	const page = await fromPage(CUSTOMER);
	expect(page.status).toBe(pageStatus);
	if (group !== undefined) {
		expect(page.data).toMatchObject({ messages: [{ status: { groupName: group } }] });
	}
	expect((await fromApplication(CUSTOMER)).status).toBe(applicationStatus);
	session.sandbox.changeSettings({ trouble: 'none' });
	expect((await fromApplication(CUSTOMER)).status).toBe(200);
});
