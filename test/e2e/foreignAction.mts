import axios from 'axios';

import { textAt } from '../../hosts/jsonShape.mts';
import type { World } from './world.mts';

export interface ForeignAction {
	configurationKey: string;
	actionKey: string;
}

/**
 * A configuration and an action that somebody else made at Infobip, by Infobip's API and without
 * n8n. Pull, so that the sandbox forwards nothing to anybody on its account.
 */
export async function createForeignAction(
	{ sandbox }: World,
	applicationKey: string,
): Promise<ForeignAction> {
	const http = axios.create({
		baseURL: `${sandbox.url}/facebook/1/applications/${applicationKey}`,
		auth: { username: sandbox.username, password: sandbox.password },
		proxy: false,
		timeout: 10_000,
	});
	const configuration = await http.post<unknown>('/configurations');
	const configurationKey = textAt(configuration.data, 'key');
	const action = await http.post<unknown>(`/configurations/${configurationKey}/actions`, {
		type: 'PULL',
		callbackData: 'not made by n8n',
	});
	return { configurationKey, actionKey: textAt(action.data, 'key') };
}
