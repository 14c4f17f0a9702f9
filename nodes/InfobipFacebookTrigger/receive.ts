import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';
import { parseEvents } from '../../infobip/event/parseEvents';
import type { JsonValue } from '../../infobip/json';
import { sayWhoIsHere } from '../connection/addressProbe';
import { toItems } from './attachment';
import { withoutDuplicates } from './duplicates';
import { readFilter } from './filter';
import { readContent, refuse } from './incomingRequest';
import { countCall, type Counting } from './receiptCounters';
import type { Receiver } from './receiver';
import { calledReceiver } from './receivers';
import { resumeWaiting } from './resumeWaiting';

/**
 * A call to the registered URL. The caller is verified before its body is even read. Whatever an
 * authentic call holds then starts the workflow, unless a filter drops it: every event becomes an
 * item, all of them in one array.
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const counting = countCall(context);
	const receiver = calledReceiver(context);
	if (!(await receiver.isAuthentic(context))) {
		counting.refused('no valid secret');
		sayWhoIsHere(context);
		return refuse(context, 401);
	}
	const content = await readContent(context);
	if ('status' in content) {
		counting.refused(content.status === 413 ? 'body too large' : 'body broke off');
		return refuse(context, content.status);
	}
	const events = parse(context, receiver, content.value, counting);
	const remaining = await resumeWaiting(context, events);
	if (!remaining) {
		counting.refused('waiting execution not ready');
		return refuse(context, 503);
	}
	counting.add('resumed', events.length - remaining.length);
	const wanted = await wantedOf(context, receiver, remaining, counting);
	// Without workflowData n8n answers 200 and starts nothing.
	if (wanted.length === 0) return {};
	const items = await toItems(context, wanted);
	counting.add('started', items.length);
	return { workflowData: [items] };
}

function parse(
	context: IWebhookFunctions,
	receiver: Receiver,
	value: JsonValue | undefined,
	counting: Counting,
): readonly Event[] {
	const includeRaw = context.getNodeParameter('receiveOptions.includeRaw', false) === true;
	const options = { includeRaw, ownId: receiver.ownId(context) };
	const { events, emptyEntries } = parseEvents(value, options);
	if (events.length === 0 && emptyEntries === 0) counting.add('empty');
	counting.add('emptyEntries', emptyEntries);
	const unknown = events.filter((event) => 'type' in event && event.type === 'unknown').length;
	if (emptyEntries + unknown > 0) {
		context.logger.warn(
			`Infobip Facebook Messenger Trigger: a call had ${unknown} events that were not recognized and ${emptyEntries} empty entries`,
			{ workflowId: context.getWorkflow().id, node: context.getNode().name },
		);
	}
	return events;
}

async function wantedOf(
	context: IWebhookFunctions,
	receiver: Receiver,
	events: readonly Event[],
	counting: Counting,
): Promise<readonly Event[]> {
	const droppedBy = readFilter(context, receiver.wantedEvents(context));
	const passed = events.filter((event) => {
		const filter = droppedBy(event);
		if (filter !== undefined) counting.filtered(filter);
		return filter === undefined;
	});
	if (context.getNodeParameter('receiveOptions.ignoreDuplicates', false) !== true) return passed;
	const fresh = await withoutDuplicates(context, passed);
	counting.add('duplicates', passed.length - fresh.length);
	return fresh;
}
