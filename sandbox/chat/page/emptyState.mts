import type { Place } from '../view.mts';
import { button, element, icon } from './element.mts';

/** What to do where there is nothing to write to. */
export function noPlace(connect: () => void): HTMLElement[] {
	return [
		art('shop'),
		element('h3', {}, 'There is no one to write to yet'),
		element(
			'p',
			{},
			'Create an application with the n8n node Infobip Facebook Messenger, or run “npm run demo”, which sets up an application, a Page and workflows.',
		),
		button({ class: 'filled' }, connect, 'Connect a demo Page'),
	];
}

export function unknownPlace(): HTMLElement[] {
	return [
		art('shop'),
		element('h3', {}, 'This conversation no longer exists'),
		element(
			'p',
			{},
			'The address of this page names an application or a Page that the sandbox does not have. Choose another under “Write to”.',
		),
	];
}

export function nothingSaid({ name, receiving }: Place, greet: () => void): HTMLElement[] {
	return [
		art('chat'),
		element(
			'h3',
			{},
			receiving === 'forward' ? `Write to ${name}` : 'Publish the workflow, then write here',
		),
		element(
			'p',
			{},
			receiving === 'forward'
				? 'A workflow is waiting. Answers appear here, and every call to Infobip in the list of API calls.'
				: 'A workflow that starts with the Infobip Facebook Messenger Trigger receives what you write. Its answers appear here.',
		),
		...(receiving === 'forward' ? [button({ class: 'filled' }, greet, 'Say hello')] : []),
	];
}

function art(name: string): HTMLElement {
	return element('div', { class: 'art' }, icon(name));
}
