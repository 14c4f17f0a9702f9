import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { normalizeBaseUrl, parseHttpUrl } from '../../infobip/address';
import type { ReceivedMessage } from '../../infobip/event';
import { carriesSecret } from '../../infobip/facebook/forwardSecret';
import { parseJson } from '../../infobip/json';
import { parseReceivedMessages } from '../../infobip/receivedMessage';
import { CREDENTIAL } from '../connection/transport';
import { readAttachmentWish, withAttachment } from './attachment';
import { readBody, refuse } from './call';
import { readFilter } from './filter';
import { readRegistration } from './forwardState';

/**
 * A call to the registered URL. The caller is verified before its body is even read; every message
 * of the body that passes the filters becomes an item, all of them in one array.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const registration = readRegistration(context.getWorkflowStaticData('node'));
	const query = Object(context.getQueryData()) as Record<string, unknown>;
	if (!carriesSecret(query, registration?.secret)) return refuse(context, 401);

	const body = await readBody(context);
	if ('status' in body) return refuse(context, body.status);
	const includeRaw = context.getNodeParameter('receiveOptions.includeRaw', false) === true;
	const messages = parseReceivedMessages(parseJson(body.text), includeRaw);
	if (!messages) return refuse(context, 400);

	const wanted = messages.filter(readFilter(context));
	// Without workflowData n8n answers 200 and starts nothing.
	if (wanted.length === 0) return {};
	return { workflowData: [await toItems(context, wanted)] };
}

async function toItems(
	context: IWebhookFunctions,
	messages: readonly ReceivedMessage[],
): Promise<INodeExecutionData[]> {
	const { baseUrl } = await context.getCredentials(CREDENTIAL);
	const infobipUrl = parseHttpUrl(normalizeBaseUrl(String(baseUrl ?? '')) ?? '');
	const wish = readAttachmentWish(context, infobipUrl);
	if (wish === undefined) return messages.map((message) => ({ json: { ...message } }));
	return await Promise.all(
		messages.map(async (message) => await withAttachment(context, message, wish)),
	);
}
