import type { IDataObject } from 'n8n-workflow';

import {
	newForwardRegistration,
	type ForwardRegistration,
} from '../../../infobip/facebook/forwarding.ts';
import { RegistrationStore } from '../../../nodes/InfobipFacebookTrigger/registrationStore.ts';

const noted = new RegistrationStore<ForwardRegistration>('forward', [
	'applicationKey',
	'url',
	'secret',
]);
const url = 'https://n8n.example.com/webhook/a';
const fresh = () =>
	newForwardRegistration({ applicationKey: 'A', configurationKey: undefined, url });

describe('the registration in static data', () => {
	it('is there after n8n stored and loaded it', () => {
		const staticData: IDataObject = {};
		const registration = { ...fresh(), configurationKey: 'C', actionKey: 'K' };
		noted.keep(staticData, registration);
		const loaded = JSON.parse(JSON.stringify(staticData)) as IDataObject;
		expect(noted.read(loaded)).toEqual(registration);
	});

	it('grows with the steps that are taken after it was kept', () => {
		const staticData: IDataObject = {};
		const registration = fresh();
		noted.keep(staticData, registration);
		registration.actionKey = 'K';
		expect(noted.read(staticData)?.actionKey).toBe('K');
	});

	it('is gone after it was forgotten, and leaves other data alone', () => {
		const staticData: IDataObject = { other: 1 };
		noted.keep(staticData, fresh());
		noted.forget(staticData);
		expect(noted.read(staticData)).toBeUndefined();
		expect(staticData).toEqual({ other: 1 });
	});

	it('does not show what is kept under another name', () => {
		const staticData: IDataObject = {};
		noted.keep(staticData, fresh());
		const other = new RegistrationStore<ForwardRegistration>('other', ['url']);
		expect(other.read(staticData)).toBeUndefined();
	});

	it.each([
		[undefined],
		[null],
		['text'],
		[{}],
		[{ applicationKey: 'A', url }],
		[{ applicationKey: 'A', url, secret: 7 }],
		[{ applicationKey: null, url, secret: 's' }],
	])('is none where the data holds %j', (forward) => {
		expect(noted.read({ forward })).toBeUndefined();
	});
});
