import type { INodeProperties } from 'n8n-workflow';

import {
	withoutForwardSecret,
	type Action,
	type ActionPlace,
} from '../../../infobip/facebook/actions';
import { applicationLocator, configurationLocator } from '../../pickers/locator';
import type { Form } from '../../form/form';
import { includeSecretsOptions } from '../includeSecrets';
import type { OperationCall } from '../OperationCall';

export const configurationFields: INodeProperties[] = [applicationLocator, configurationLocator];

export function placeOf(call: OperationCall): ActionPlace {
	return {
		configurationKey: call.form.requiredKey('configurationKey'),
		applicationKey: call.applicationKey(),
	};
}

export const actionOptions = includeSecretsOptions(
	'Whether to output the secret that a trigger keeps in its forward URL. Whoever has it can start that workflow.',
);

/** How an action is output. Called before the request: a field that cannot be read stops it. */
export function shownBy(form: Form): (action: Action) => Action {
	return form.options().flag('includeSecrets') ? (action) => action : withoutForwardSecret;
}
