import type { INodeProperties } from 'n8n-workflow';

import { sendOperation } from './sendOperation';

const locationProperties: INodeProperties[] = [
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'string',
		default: '',
		placeholder: 'e.g. 43.5081',
		required: true,
		description: 'Degrees, from -90 to 90',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'string',
		default: '',
		placeholder: 'e.g. 16.4402',
		required: true,
		description: 'Degrees, from -180 to 180',
	},
	{
		displayName: 'Location Name',
		name: 'locationName',
		type: 'string',
		default: '',
		placeholder: 'e.g. Our shop',
		description: 'Name of the location',
	},
	{
		displayName: 'Address',
		name: 'address',
		type: 'string',
		default: '',
		placeholder: 'e.g. 1 Harbour Street, Split',
		description: 'Address of the location',
	},
];

export const sendLocation = sendOperation({
	option: {
		name: 'Send Location',
		value: 'sendLocation',
		action: 'Send a location',
		description: 'Send a location on the map',
	},
	limits: 'Latitude is from -90 to 90 degrees, longitude from -180 to 180.',
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
