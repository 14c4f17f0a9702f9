import type { INodeProperties } from 'n8n-workflow';

import { isInternal, parseHttpUrl } from '../../../infobip/address';
import { unlessInvalid } from '../../../infobip/errors';
import { checkApplication } from '../../../infobip/setup/applicationChecks';
import { checkPage } from '../../../infobip/setup/pageChecks';
import type { Trigger } from '../../../infobip/setup/target';
import { applicationLocator } from '../../pickers/locator';
import { choices, pageIdProperty } from '../../pickers/pageField';
import { askAddress, webhookBase } from '../../connection/ownAddress';
import { readCounters } from '../../connection/receiptCounters';
import type { CallOperation } from '../operation';
import { receiptText } from './receiptText';
import { checkReplies } from './repliesCheck';

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
			'Find out why messages are not sent or received. Returns an item for each check, with what was found and how to fix it. Changes and consumes nothing.',
	},
	properties: [
		checkWhat,
		{ ...applicationLocator, displayOptions: { show: { checkWhat: ['application'] } } },
		{ ...pageIdProperty, displayOptions: { show: { checkWhat: ['page'] } } },
	],
	async run(call) {
		const { context } = call;
		const { transport, baseUrl } = call.connection;
		const infobip = parseHttpUrl(baseUrl);
		const surroundings = {
			ownUrl: webhookBase(context),
			infobipIsLocal: infobip !== undefined && isInternal(infobip),
			askAddress: async (url: URL) => await askAddress(context, url),
			instanceId: context.getInstanceId(),
			receivedBy: (isOf: (trigger: Trigger) => boolean) => receiptText(readCounters().find(isOf)),
		};
		// A value that cannot be used is refused; if there is none, the account can be checked anyway.
		const { key } = call.form.nodeChoice('checkWhat');
		key('pageId');
		key('applicationKey');
		const sender = await unlessInvalid((async () => call.sender('checkWhat'))());
		const checks =
			call.through('checkWhat') === 'page'
				? await checkPage(transport, sender?.kind === 'page' ? sender.id : undefined, surroundings)
				: await checkApplication(
						transport,
						sender?.kind === 'application' ? sender.key : undefined,
						surroundings,
					);
		return [...checks, ...(await checkReplies(call, checks))].map((one) => ({ ...one }));
	},
};
