import type { IDataObject } from 'n8n-workflow';

import { InvalidInput } from '../../../infobip/errors.ts';
import {
	readTriggerOn,
	readTriggerOptions,
} from '../../../nodes/InfobipFacebookTrigger/triggerOptions.ts';
import { callContext } from '../callContext.mts';

const read = (parameters: IDataObject) => readTriggerOptions(callContext({ parameters }).context);

it('has what a form with nothing added means', () => {
	expect(read({})).toEqual({
		replies: 'resume',
		messageTypes: new Set(),
		senders: new Set(),
		includeRaw: false,
		ignoreDuplicates: false,
		agentFields: false,
		attachments: undefined,
	});
});

it('has what was added', () => {
	const receiveOptions = {
		includeRaw: true,
		ignoreDuplicates: true,
		agentFields: true,
		downloadAttachments: true,
		attachmentField: 'file',
		attachmentSizeLimit: 0.5,
		attachmentContentTypes: 'Image/*, application/pdf',
	};
	const filters = { messageTypes: ['text'], senders: '1,2' };
	expect(read({ replies: 'resumeTyped', filters, receiveOptions })).toEqual({
		replies: 'resumeTyped',
		messageTypes: new Set(['text']),
		senders: new Set(['1', '2']),
		includeRaw: true,
		ignoreDuplicates: true,
		agentFields: true,
		attachments: { field: 'file', megabytes: 0.5, contentTypes: ['image/*', 'application/pdf'] },
	});
	expect(read({ replies: 'ignore' }).replies).toBe('ignore');
	expect(read({ receiveOptions: { downloadAttachments: true } }).attachments).toEqual({
		field: 'data',
		megabytes: 10,
		contentTypes: [],
	});
});

it.each([0, -1])('refuses a size limit of %i, also while nothing is downloaded', (limit) => {
	const reading = () => read({ receiveOptions: { attachmentSizeLimit: limit } });
	expect(reading).toThrow(
		new InvalidInput([{ field: ['attachmentSizeLimit'], problem: 'must be greater than 0' }]),
	);
});

it('has the events in their usual order', () => {
	const triggerOn = ['consentUpdate', 'messageReceived'];
	expect(readTriggerOn(callContext({ parameters: { triggerOn } }).context)).toEqual([
		'messageReceived',
		'consentUpdate',
	]);
});
