import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { forward } from './forwardAction';
import { page } from './pageSubscription';
import type { Receiver } from './receiver';

export const receivers: readonly Receiver[] = [forward, page];

export function chosenReceiver(context: IHookFunctions | IWebhookFunctions): Receiver {
	return context.getNodeParameter('receiveThrough', 'forward') === 'page' ? page : forward;
}
