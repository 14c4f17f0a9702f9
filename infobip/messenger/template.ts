/** Parts that both wire formats write alike: the Facebook API's are a guess after the Messenger API's. */
import type { JsonObject } from '../json';
import type { Button, Content } from '../message/message';

export function buttonTemplate(text: string, buttons: readonly Button[]): JsonObject {
	return {
		type: 'TEMPLATE',
		payload: { type: 'BUTTON', text, buttons: buttons.map(buttonOnWire) },
	};
}

export function buttonOnWire(button: Button): JsonObject {
	switch (button.type) {
		case 'url':
			return { type: 'URL', title: button.title, url: button.url };
		case 'postback':
			return { type: 'POSTBACK', title: button.title, payload: button.payload };
		case 'call':
			return { type: 'CALL', title: button.title, payload: button.phoneNumber };
	}
}

type PlainContent = Extract<Content, { type: 'text' | 'image' | 'video' | 'audio' | 'file' }>;

/** Text and media. A file is a FILE to the Facebook API and a DOCUMENT to the Messenger API. */
export function plainContent(content: PlainContent, fileType: 'FILE' | 'DOCUMENT'): JsonObject {
	if (content.type === 'text') return { type: 'TEXT', text: content.text };
	const type = content.type === 'file' ? fileType : content.type.toUpperCase();
	return { type, url: content.url };
}
