import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';
import { parseJson } from '../../infobip/json';
import { readAttachmentWish, withAttachment } from './attachment';
import { readBody, refuse } from './incomingRequest';
import { withoutDuplicates } from './duplicates';
import { readFilter } from './filter';
import { calledReceiver } from './receivers';
import { resumeWaiting } from './resumeWaiting';

/**
 * A call to the registered URL. The caller is verified before its body is even read; every event of
 * the body that passes the filters becomes an item, all of them in one array.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const receiver = calledReceiver(context);
	if (!(await receiver.isAuthentic(context))) return refuse(context, 401);

	const body = await readBody(context);
	if ('status' in body) return refuse(context, body.status);
	const events = receiver.parse(context, parseJson(body.text));
	if (!events) return refuse(context, 400);

	const remaining = await resumeWaiting(context, events);
	if (!remaining) return refuse(context, 503);

	const wanted = fresh(context, remaining.filter(readFilter(context)));
	// Without workflowData n8n answers 200 and starts nothing.
	if (wanted.length === 0) return {};
	return { workflowData: [await toItems(context, wanted)] };
}

function fresh(context: IWebhookFunctions, events: readonly Event[]): readonly Event[] {
	return context.getNodeParameter('receiveOptions.ignoreDuplicates', false) === true
		? withoutDuplicates(context, events)
		: events;
}

async function toItems(
	context: IWebhookFunctions,
	events: readonly Event[],
): Promise<INodeExecutionData[]> {
	const wish = await readAttachmentWish(context);
	if (wish === undefined) return events.map((event) => ({ json: { ...event } }));
	return await Promise.all(events.map(async (event) => await withAttachment(context, event, wish)));
}
