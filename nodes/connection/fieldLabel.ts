import type { FieldPath } from '../../infobip/errors';

/** What the form calls the fields of an outbound message and of a request. */
const LABELS: Readonly<Record<string, string>> = {
	appId: 'App ID',
	appSecret: 'App Secret',
	applicationKey: 'Application',
	buttons: 'Buttons',
	callbackData: 'Callback Data',
	configurationKey: 'Configuration',
	forwardUrl: 'Forward URL',
	pageAccessToken: 'Page Access Token',
	payload: 'Payload',
	text: 'Text',
	title: 'Title',
	to: 'To',
	url: 'URL',
	validityPeriod: 'Validity Period',
};

const SINGULAR: Readonly<Record<string, string>> = { buttons: 'button' };

/**
 * A field as a person finds it in the form: `['buttons', 1, 'title']` is "'Title' of button 2".
 */
export function labelOf(field: FieldPath): string {
	const [first, index, ...rest] = field;
	if (typeof first !== 'string') return 'The input';
	if (typeof index !== 'number') return `'${LABELS[first] ?? first}'`;
	const entry = `${SINGULAR[first] ?? first} ${index + 1}`;
	return rest.length === 0 ? `${capitalized(entry)}` : `${labelOf(rest)} of ${entry}`;
}

function capitalized(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
