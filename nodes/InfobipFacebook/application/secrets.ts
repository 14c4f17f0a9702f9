import { withoutSecrets, type Application } from '../../../infobip/facebook/applications';
import type { Form } from '../../form/form';
import { includeSecretsOptions } from '../includeSecrets';

export const applicationOptions = includeSecretsOptions(
	'Whether to output the page access token and the app secret, too. Whoever can see the execution can see them.',
);

export function shown(application: Application, form: Form): Application {
	return form.options().flag('includeSecrets') ? application : withoutSecrets(application);
}
