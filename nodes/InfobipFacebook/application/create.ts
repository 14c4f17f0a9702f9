import { createApplication } from '../../../infobip/facebook/applications';
import type { CallOperation } from '../operation';
import { facebookAppProperties, readFacebookApp } from './facebookApp';
import { applicationOptions, shownBy } from './applicationOutput';

export const create: CallOperation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create an application',
		description: 'Register a Facebook app and its Page with Infobip, and get the application key',
	},
	properties: [...facebookAppProperties, applicationOptions],
	async run({ form, connection }) {
		const app = readFacebookApp(form, connection);
		const shown = shownBy(form);
		return shown(await createApplication(connection.transport, app));
	},
};
