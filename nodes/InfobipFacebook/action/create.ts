import type { INodeProperties } from 'n8n-workflow';

import { createAction, type NewAction } from '../../../infobip/facebook/actions';
import { additionalFields } from '../additionalFields';
import type { Form } from '../../form/form';
import type { CallOperation } from '../operation';
import { placeOf, configurationFields, shownBy } from './configurationFields';

const createProperties: INodeProperties[] = [
	{
		displayName: 'Delivery Method',
		name: 'actionType',
		type: 'options',
		options: [
			{
				name: 'Forward',
				value: 'HTTP_FORWARD',
				description: 'Infobip calls a URL with each message as it comes',
			},
			{
				name: 'Pull',
				value: 'PULL',
				description: 'Messages wait at Infobip until Received Message → Get Many fetches them',
			},
		],
		default: 'HTTP_FORWARD',
	},
	{
		displayName: 'Forward URL',
		name: 'forwardUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://hooks.example.com/messenger',
		displayOptions: { show: { actionType: ['HTTP_FORWARD'] } },
		description:
			'Where Infobip sends the messages; must begin with https://. Not needed to start an n8n workflow: the Infobip Facebook Messenger Trigger creates its own action.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			additionalFields,
			{
				displayName: 'Callback Data',
				name: 'callbackData',
				type: 'string',
				default: '',
				description: 'Your text, which is part of each message that this action delivers',
			},
		],
	},
];

export const create: CallOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an action',
		description: 'Set how incoming messages are delivered: forwarded to a URL or pulled',
	},
	properties: [...configurationFields, ...createProperties],
	async run(call) {
		const { form, connection } = call;
		const shown = shownBy(form);
		return shown(await createAction(connection.transport, placeOf(call), newAction(form)));
	},
};

function newAction(form: Form): NewAction {
	const options = form.options();
	const more = {
		callbackData: options.optionalJsonText('callbackData'),
		fields: options.optionalJson('additionalFields'),
	};
	return form.choice('actionType', ['HTTP_FORWARD', 'PULL']) === 'PULL'
		? { type: 'PULL', ...more }
		: { type: 'HTTP_FORWARD', forwardUrl: form.url('forwardUrl'), ...more };
}
