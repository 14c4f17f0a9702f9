import type { INodeProperties } from 'n8n-workflow';

import { isInternal, parseHttpUrl } from '../../../infobip/address';
import { checkApplication } from '../../../infobip/setup/applicationChecks';
import { checkPage } from '../../../infobip/setup/pageChecks';
import { applicationLocator } from '../../pickers/locator';
import { choices, pageIdProperty } from '../../pickers/pageField';
import type { CallOperation } from '../operation';

const checkWhat: INodeProperties = {
	displayName: 'What to Check',
	name: 'checkWhat',
	type: 'options',
	options: choices,
	default: 'credential',
};

export const check: CallOperation = {
	option: {
		name: 'Check',
		value: 'check',
		action: 'Check the setup',
		description:
			'Find out why messages do not come or go: one item that says, check by check, what was seen and what to do. It changes and consumes nothing.',
	},
	properties: [
		checkWhat,
		{ ...applicationLocator, displayOptions: { show: { checkWhat: ['application'] } } },
		{ ...pageIdProperty, displayOptions: { show: { checkWhat: ['page'] } } },
	],
	async run({ connection, sender, webhookBase }) {
		const { transport, baseUrl } = connection;
		const infobip = parseHttpUrl(baseUrl);
		const infobipIsLocal = infobip !== undefined && isInternal(infobip);
		const checked = sender('checkWhat');
		const checks =
			checked.kind === 'page'
				? await checkPage(transport, checked.id, webhookBase(), infobipIsLocal)
				: await checkApplication(transport, checked.key, webhookBase(), infobipIsLocal);
		return {
			ok: checks.every(({ ok }) => ok),
			checks: checks.map((one) => ({ ...one })),
		};
	},
};
