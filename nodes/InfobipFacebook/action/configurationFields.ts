import type { INodeProperties } from 'n8n-workflow';

import {
	withoutForwardSecret,
	type Action,
	type ActionPlace,
} from '../../../infobip/facebook/actions';
import { applicationLocator, configurationLocator } from '../../pickers/locator';
import type { Form } from '../../form/form';
import { includeSecretsOptions } from '../includeSecrets';
import type { OperationCall } from '../operation';

export const configurationFields: INodeProperties[] = [applicationLocator, configurationLocator];

export function placeOf({ form, applicationKey }: OperationCall): ActionPlace {
	return {
		configurationKey: form.requiredKey('configurationKey'),
		applicationKey: applicationKey(),
	};
}

export const actionOptions = includeSecretsOptions(
	'Whether to output the secret that a trigger keeps in its forward URL. Whoever has it can start that workflow.',
);

export function shown(action: Action, form: Form): Action {
	return form.options().flag('includeSecrets') ? action : withoutForwardSecret(action);
}
