import { defined, type JsonObject } from '../json';
import type { Button, Content, MessageOptions, OutboundMessage, Recipient } from '../message';

/**
 * The body of `POST /facebook/1/single`. Path, verb and headers are documented; the names of the
 * body are not readable any more. `from`, `to`, `type`, `text` and `url` are inferred from Push,
 * OMNI and OMNI Chat; the buttons are a guess after today's Messenger API. `docs/facebook-api.md`
 * has the whole argument. Whoever knows better sends a custom body.
 */
export function singleMessage(message: OutboundMessage): JsonObject {
	const to = message.recipient && recipientOnWire(message.recipient);
	const content = contentOnWire(message.content);
	if (message.content.type !== 'custom') {
		return defined({ from: message.sender.key, to, ...content, ...optionsOnWire(message.options) });
	}
	const namesSender = 'from' in content || 'applicationKey' in content;
	return defined({
		...(namesSender ? {} : { from: message.sender.key }),
		...('to' in content || to === undefined ? {} : { to }),
		...content,
	});
}

function recipientOnWire({ kind, value }: Recipient): string | JsonObject {
	return kind === 'userKey' ? value : { phoneNumber: value };
}

function contentOnWire(content: Content): JsonObject {
	switch (content.type) {
		case 'text':
			return { type: 'TEXT', text: content.text };
		case 'image':
			return { type: 'IMAGE', url: content.url };
		case 'video':
			return { type: 'VIDEO', url: content.url };
		case 'audio':
			return { type: 'AUDIO', url: content.url };
		case 'file':
			return { type: 'FILE', url: content.url };
		case 'buttons':
			return {
				type: 'TEMPLATE',
				payload: {
					type: 'BUTTON',
					text: content.text,
					buttons: content.buttons.map(buttonOnWire),
				},
			};
		case 'custom':
			return content.body;
	}
}

function buttonOnWire(button: Button): JsonObject {
	switch (button.type) {
		case 'url':
			return { type: 'URL', title: button.title, url: button.url };
		case 'postback':
			return { type: 'POSTBACK', title: button.title, payload: button.payload };
	}
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
	}) as JsonObject;
}
