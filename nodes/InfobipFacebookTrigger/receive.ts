import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { Event } from '../../infobip/event/event';
import { parseEvents } from '../../infobip/inbound/parseEvents';
import type { JsonValue } from '../../infobip/json';
import { sayWhoIsHere } from '../connection/addressProbe';
import { toNodeError } from '../connection/nodeError';
import { toItems } from './attachment';
import { withoutDuplicates } from './duplicates';
import { filterThatDrops } from './filter';
import { readContent, refuse } from './incomingRequest';
import { countCall, type Counting } from '../connection/receiptCounters';
import { calledReceiver, type Receiver } from './receivers';
import { resumeWaiting } from './resumeWaiting';
import { readTriggerOptions, type TriggerOptions } from './triggerOptions';

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
	const options = withNodeError(context, () => readTriggerOptions(context));
	const events = parse(context, receiver, content.value, { counting, ...options });
	const remaining = await resumeWaiting(context, events, options.replies);
	if (!remaining) {
		counting.refused('waiting execution not ready');
		return refuse(context, 503);
	}
	counting.add('resumed', events.length - remaining.length);
	const wanted = await wantedOf(context, receiver, remaining, { counting, ...options });
	// Without workflowData n8n answers 200 and starts nothing.
	if (wanted.length === 0) return {};
	const items = await toItems(context, wanted, options);
	counting.add('started', items.length);
	return { workflowData: [items] };
}

/** What is needed to deal with one call. */
interface Call extends TriggerOptions {
	readonly counting: Counting;
}

/** n8n stores the error as a failed execution and answers 500, so that Infobip calls again. */
function withNodeError<T>(context: IWebhookFunctions, read: () => T): T {
	try {
		return read();
	} catch (error) {
		throw toNodeError(error, { node: context.getNode() });
	}
}

function parse(
	context: IWebhookFunctions,
	receiver: Receiver,
	value: JsonValue | undefined,
	{ counting, includeRaw }: Call,
): readonly Event[] {
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
	{ counting, ...options }: Call,
): Promise<readonly Event[]> {
	const wantedEvents = withNodeError(context, () => receiver.wantedEvents(context));
	const passed = events.filter((event) => {
		const filter = filterThatDrops(event, wantedEvents, options);
		if (filter !== undefined) counting.filtered(filter);
		return filter === undefined;
	});
	if (!options.ignoreDuplicates) return passed;
	const fresh = await withoutDuplicates(context, passed);
	counting.add('duplicates', passed.length - fresh.length);
	return fresh;
}
