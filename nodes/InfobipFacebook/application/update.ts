import { updateApplication } from '../../../infobip/facebook/applications';
import { namedApplicationLocator } from '../../pickers/locator';
import type { CallOperation } from '../operation';
import { facebookAppProperties, readFacebookApp } from './facebookApp';
import { applicationOptions, shownBy } from './applicationOutput';

export const update: CallOperation = {
	option: {
		name: 'Update',
		value: 'update',
		action: 'Update an application',
		description: 'Replace the page access token, app ID and app secret of an application',
	},
	properties: [namedApplicationLocator, ...facebookAppProperties, applicationOptions],
	async run({ form, connection }) {
		const key = form.requiredKey('applicationKey');
		const app = readFacebookApp(form, connection);
		const shown = shownBy(form);
		return shown(await updateApplication(connection.transport, key, app));
	},
};
