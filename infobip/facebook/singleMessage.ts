import { defined, isObject, objectOf, type JsonObject } from '../json';
import type { Content, MessageOptions, OutboundMessage, Recipient } from '../message/message';
import { buttonTemplate, plainContent } from '../messenger/template';

/**
 * The body of `POST /facebook/1/single`. Path, verb and headers are documented; the names of the
 * body are not readable any more. `from`, `to`, `type`, `text` and `url` are inferred from Push,
 * OMNI and OMNI Chat; the buttons are a guess after today's Messenger API. `docs/facebook-api.md`
 * has the whole argument. Whoever knows better sends a custom body.
 *
 * The message has passed `checkMessage`.
 */
export function singleMessage(applicationKey: string, message: OutboundMessage): JsonObject {
	const to = message.recipient && recipientOnWire(message.recipient);
	const content = contentOnWire(message.content);
	if (message.content.type !== 'custom') {
		return defined({ from: applicationKey, to, ...content, ...optionsOnWire(message.options) });
	}
	const namesSender = 'from' in content || 'applicationKey' in content;
	// An amount and its unit belong together.
	const { validityPeriod, ...others } = message.options;
	const options = 'validityPeriod' in content ? others : { ...others, validityPeriod };
	return defined({
		...(namesSender ? {} : { from: applicationKey }),
		...('to' in content || to === undefined ? {} : { to }),
		...optionsOnWire(options),
		...content,
	});
}

function recipientOnWire({ kind, value }: Recipient): string | JsonObject {
	return kind === 'userKey' ? value : { phoneNumber: value };
}

function contentOnWire(content: Content): JsonObject {
	switch (content.type) {
		case 'text':
		case 'image':
		case 'video':
		case 'audio':
		case 'file':
			return plainContent(content, 'FILE');
		case 'buttons':
			return buttonTemplate(content.text, content.buttons);
		case 'custom':
			return withoutEnvelope(content.body);
		case 'location':
		case 'carousel':
		case 'senderAction':
		case 'optIn':
		case 'optInCarousel':
			throw new Error(`checkMessage let ${content.type} through`);
	}
}

/** The form's example has the content of a Page's message; here the content is the body. */
function withoutEnvelope(body: JsonObject): JsonObject {
	const isEnvelope = Object.keys(body).length === 1 && isObject(body.content);
	return isEnvelope ? objectOf(body.content) : body;
}

function optionsOnWire({
	callbackData,
	notificationType,
	validityPeriod,
}: MessageOptions): JsonObject {
	return defined({
		callbackData,
		notificationType,
		validityPeriod: validityPeriod?.amount,
		validityPeriodTimeUnit: validityPeriod?.unit,
	});
}
