import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { forward } from './forward';
import { page } from './page';
import type { Way } from './way';

export const ways: readonly Way[] = [forward, page];

export function chosenWay(context: IHookFunctions | IWebhookFunctions): Way {
	return context.getNodeParameter('receiveThrough', 'forward') === 'page' ? page : forward;
}
