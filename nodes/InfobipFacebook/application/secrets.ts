import { withoutSecrets, type Application } from '../../../infobip/facebook/applications';
import type { Form } from '../../form/form';
import { includeSecretsOptions } from '../includeSecrets';

export const applicationOptions = includeSecretsOptions(
	'Whether to output the page access token and the app secret, too. Whoever can see the execution can see them.',
);

/** How an application is output. Called before the request: a field that cannot be read stops it. */
export function shownBy(form: Form): (application: Application) => Application {
	return form.options().flag('includeSecrets') ? (application) => application : withoutSecrets;
}
