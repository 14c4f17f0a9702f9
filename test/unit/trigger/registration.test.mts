import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import {
	newForwardRegistration,
	type ForwardRegistration,
} from '../../../infobip/facebook/forwarding.ts';
import { RegistrationStore } from '../../../nodes/InfobipFacebookTrigger/registrationStore.ts';

const store = new RegistrationStore<ForwardRegistration>('forward', [
	'applicationKey',
	'url',
	'secret',
]);
const url = 'https://n8n.example.com/webhook/a';
const fresh = () =>
	newForwardRegistration({ applicationKey: 'A', configurationKey: undefined, url }, 's');
const account = { account: 'account', baseUrl: 'https://xxxxx.api.infobip.com' };

interface Where {
	instanceId?: string;
	workflowId?: string;
	nodeId?: string;
}

/** As much of n8n's context as the store asks for. */
const contextOf = (staticData: IDataObject, where: Where = {}): IHookFunctions => {
	const { instanceId = 'instance', workflowId = 'workflow', nodeId = 'node' } = where;
	return {
		getInstanceId: () => instanceId,
		getWorkflow: () => ({ id: workflowId }),
		getNode: () => ({ id: nodeId }),
		getWorkflowStaticData: () => staticData,
	} as unknown as IHookFunctions;
};

const storedAndLoaded = (staticData: IDataObject): IDataObject =>
	JSON.parse(JSON.stringify(staticData)) as IDataObject;

describe('the registration in static data', () => {
	it('is there after n8n stored and loaded it, with who noted it and for which account', () => {
		const staticData: IDataObject = {};
		const registration = { ...fresh(), configurationKey: 'C', actionKey: 'K' };
		store.keep(contextOf(staticData), registration, account);
		expect(store.read(contextOf(storedAndLoaded(staticData)))).toEqual({
			...registration,
			...account,
			version: 2,
			instanceId: 'instance',
			workflowId: 'workflow',
			nodeId: 'node',
		});
	});

	it('grows with the steps that are taken after it was kept', () => {
		const context = contextOf({});
		const registration = fresh();
		store.keep(context, registration, account);
		registration.actionKey = 'K';
		expect(store.read(context)?.actionKey).toBe('K');
	});

	it('is gone after it was forgotten, and leaves other data alone', () => {
		const staticData: IDataObject = { other: 1 };
		const context = contextOf(staticData);
		store.keep(context, fresh(), account);
		store.forget(context);
		expect(store.read(context)).toBeUndefined();
		expect(staticData).toEqual({ other: 1 });
	});

	it('does not show what is kept under another name', () => {
		const context = contextOf({});
		store.keep(context, fresh(), account);
		const other = new RegistrationStore<ForwardRegistration>('other', ['url']);
		expect(other.read(context)).toBeUndefined();
	});

	it.each<Where>([{ instanceId: 'staging' }, { workflowId: 'copy' }, { nodeId: 'other' }])(
		'is not read by %j, which did not note it',
		(where) => {
			const staticData: IDataObject = {};
			store.keep(contextOf(staticData), fresh(), account);
			store.keepLeft(contextOf(staticData), [store.read(contextOf(staticData))!]);
			const elsewhere = contextOf(storedAndLoaded(staticData), where);
			expect(store.read(elsewhere)).toBeUndefined();
			expect(store.readLeft(elsewhere)).toEqual([]);
		},
	);

	it.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ applicationKey: 'A', url, secret: 's' }],
		[{ applicationKey: 'A', url, secret: 7 }],
		[{ applicationKey: null, url, secret: 's' }],
	])('does not exist if the data is %j', (forward) => {
		expect(store.read(contextOf({ forward }))).toBeUndefined();
	});
});

describe('what could not be deleted', () => {
	const kept = (staticData: IDataObject) => {
		store.keep(contextOf(staticData), fresh(), account);
		return store.read(contextOf(staticData))!;
	};

	it('is there beside the registration, as a copy of it', () => {
		const staticData: IDataObject = {};
		const note = kept(staticData);
		store.keepLeft(contextOf(staticData), [note]);
		Object.assign(note, { url: 'https://n8n.example.com/webhook/b' });
		store.forget(contextOf(staticData));
		expect(store.readLeft(contextOf(storedAndLoaded(staticData)))).toMatchObject([{ url }]);
	});

	it('is gone when nothing is left, and nothing is written if nothing was there', () => {
		const staticData: IDataObject = {};
		store.keepLeft(contextOf(staticData), [kept(staticData)]);
		store.keepLeft(contextOf(staticData), []);
		expect(Object.keys(staticData)).toEqual(['forward']);
		const watched = new Proxy<IDataObject>({}, { deleteProperty: () => false });
		expect(() => {
			store.keepLeft(contextOf(watched), []);
		}).not.toThrow();
	});

	it.each([undefined, 'text', {}, [null, 'text', {}]])('is nothing if the data is %j', (left) => {
		expect(store.readLeft(contextOf({ forwardLeftBehind: left }))).toEqual([]);
	});
});

describe('the registration of a workflow of the first edition', () => {
	const forward = { applicationKey: 'A', url, secret: 's' };
	const read = (kept: unknown, address = url) =>
		store.readUnowned(contextOf({ forward: kept as IDataObject }) as never, address);

	it('is read at its own address', () => {
		expect(read(forward)).toEqual(forward);
		expect(read(forward, 'https://n8n.example.com/webhook/b')).toBeUndefined();
	});

	it.each([{ ...forward, version: 2 }, { ...forward, secret: undefined }, undefined, 'text'])(
		'is not %j',
		(kept) => {
			expect(read(kept)).toBeUndefined();
		},
	);
});

it.each(['version', 'account', 'baseUrl'])('is not read without %s', (name) => {
	const staticData: IDataObject = {};
	store.keep(contextOf(staticData), fresh(), account);
	Reflect.deleteProperty(staticData.forward as IDataObject, name);
	expect(store.read(contextOf(staticData))).toBeUndefined();
});

it('is noted for a workflow that has no id yet', () => {
	const context = {
		...contextOf({}),
		getWorkflow: () => ({ id: undefined }),
	} as unknown as IHookFunctions;
	store.keep(context, fresh(), account);
	expect(store.read(context)).toMatchObject({ workflowId: '' });
});
