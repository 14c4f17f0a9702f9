import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { EVENT_NAMES, MESSAGE_TYPES, type EventName } from '../../infobip/event/event';
import type { Form } from '../form/form';
import { webhookForm } from '../form/webhookForm';

const REPLIES = ['ignore', 'resume', 'resumeTyped'] as const;

export type Replies = (typeof REPLIES)[number];

export interface AttachmentOptions {
	/** The name of the output field. */
	readonly field: string;
	/** The limit of one file. */
	readonly megabytes: number;
	/** Such as `image/*` and `application/pdf`, in lower case; empty for all. */
	readonly contentTypes: readonly string[];
}

/** What the user chose besides where the events come from. */
export interface TriggerOptions {
	readonly replies: Replies;
	/** Empty for all. */
	readonly messageTypes: ReadonlySet<string>;
	/** User keys; empty for all. */
	readonly senders: ReadonlySet<string>;
	readonly includeRaw: boolean;
	readonly ignoreDuplicates: boolean;
	readonly agentFields: boolean;
	/** Undefined if attachments are not downloaded. */
	readonly attachments: AttachmentOptions | undefined;
}

/**
 * Read when the workflow is published, so that a mistake shows there, and for each call, because an
 * expression may give something else by then. Throws InvalidInput: a filter that cannot be read must
 * neither let everything through nor drop it.
 */
export function readTriggerOptions(context: IHookFunctions | IWebhookFunctions): TriggerOptions {
	const form = webhookForm(context);
	const filters = form.options('filters');
	const options = form.options('receiveOptions');
	return {
		replies: form.optionalChoice('replies', REPLIES) ?? 'resume',
		messageTypes: new Set(filters.choices('messageTypes', MESSAGE_TYPES)),
		senders: new Set(filters.filterKeys('senders')),
		includeRaw: options.flag('includeRaw'),
		ignoreDuplicates: options.flag('ignoreDuplicates'),
		agentFields: options.flag('agentFields'),
		attachments: readAttachmentOptions(options),
	};
}

/** All of them are checked, also while they are not used. */
function readAttachmentOptions(options: Form): AttachmentOptions | undefined {
	const megabytes = options.optionalNumber('attachmentSizeLimit') ?? 10;
	if (megabytes <= 0) options.refuse('attachmentSizeLimit', 'must be greater than 0');
	const attachments = {
		field: options.key('attachmentField') ?? 'data',
		megabytes,
		contentTypes: (options.filterKeys('attachmentContentTypes') ?? []).map((type) =>
			type.toLowerCase(),
		),
	};
	return options.flag('downloadAttachments') ? attachments : undefined;
}

/** In their usual order. Throws InvalidInput for what is none of them. */
export function readTriggerOn(context: IHookFunctions | IWebhookFunctions): EventName[] {
	const chosen = webhookForm(context).choices('triggerOn', EVENT_NAMES);
	return EVENT_NAMES.filter((name) => chosen.includes(name));
}
