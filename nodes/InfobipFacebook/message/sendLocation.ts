import type { INodeProperties } from 'n8n-workflow';

import { sendOperation } from './sendOperation';

const locationProperties: INodeProperties[] = [
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { minValue: -90, maxValue: 90, numberPrecision: 7 },
		default: 0,
		required: true,
		description: 'Degrees, from -90 to 90',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { minValue: -180, maxValue: 180, numberPrecision: 7 },
		default: 0,
		required: true,
		description: 'Degrees, from -180 to 180',
	},
	{
		displayName: 'Location Name',
		name: 'locationName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Our shop',
		description: 'What the place is called',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1 Harbour Street, Split',
		description: 'Where the place is, in words',
	},
];

export const sendLocation = sendOperation({
	option: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send a location',
		description: 'Send a place on the map',
	},
	contentProperties: locationProperties,
	allowsQuickReplies: true,
	compose: ({ form }) => ({
		type: 'location',
		latitude: form.number('latitude'),
		longitude: form.number('longitude'),
		name: form.text('locationName') || undefined,
		address: form.text('address') || undefined,
	}),
});
