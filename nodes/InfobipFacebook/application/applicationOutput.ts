import {
	expectedCallbackUrl,
	withoutSecrets,
	type Application,
} from '../../../infobip/facebook/applications';
import type { Form } from '../../form/form';
import { includeSecretsOptions } from '../includeSecrets';

export const applicationOptions = includeSecretsOptions(
	'Whether to output the page access token and the app secret, too. Whoever can see the execution can see them.',
);

/**
 * How an application is output: with the callback URL to look for in the Facebook app if nothing ever
 * arrives. Called before the request: a field that cannot be read stops it.
 */
export function shownBy(form: Form): (application: Application) => Application {
	const includesSecrets = form.options().flag('includeSecrets');
	return (application) => {
		const { key, ...rest } = includesSecrets ? application : withoutSecrets(application);
		return { key, expectedCallbackUrl: expectedCallbackUrl(key), ...rest };
	};
}
