import type { Content } from './control.mts';
import { upload } from './control.mts';
import { button, byId, element } from './element.mts';

export type Send = (content: Content) => Promise<void>;

/** Runs what may be refused, and tells so. */
export type Attempt = (work: () => Promise<void>) => Promise<boolean>;

/** Pictures that the sandbox serves itself, so that no internet is needed. */
const SAMPLES = [
	{ file: 'parcel.png', name: 'A dented parcel' },
	{ file: 'mug.png', name: 'A blue mug' },
	{ file: 'garden.png', name: 'A garden' },
];

const PRESETS = [
	{ name: 'Zagreb', latitude: 45.815, longitude: 15.9819 },
	{ name: 'Vodnjan', latitude: 44.9594, longitude: 13.8517 },
	{ name: 'Berlin', latitude: 52.52, longitude: 13.405 },
	{ name: 'Nairobi', latitude: -1.2921, longitude: 36.8219 },
];

export function setUpPictures(send: Send, attempt: Attempt): void {
	const dialog = openedBy('attach-picture', 'picture-dialog');
	const chosen = (work: () => Promise<void>) => {
		dialog.close();
		void attempt(work);
	};
	byId('samples', HTMLUListElement).append(
		...SAMPLES.map(({ file, name }) => {
			const path = `/_sandbox/chat/samples/${file}`;
			const url = new URL(path, location.origin).href;
			const pressed = () => {
				chosen(() => send({ type: 'IMAGE', url }));
			};
			return element('li', {}, button({}, pressed, element('img', { src: path, alt: name })));
		}),
	);
	const input = byId('upload', HTMLInputElement);
	input.addEventListener('change', () => {
		const [file] = Array.from(input.files ?? []);
		input.value = '';
		if (file) chosen(async () => send({ type: typeOf(file), url: await upload(file) }));
	});
}

/** What Messenger makes of a file, by Infobip's names. */
function typeOf({ type }: File): string {
	const [kind] = type.split('/');
	return kind === 'image' || kind === 'video' || kind === 'audio' ? kind.toUpperCase() : 'FILE';
}

export function setUpLocation(send: Send, attempt: Attempt): void {
	const dialog = openedBy('attach-location', 'location-dialog');
	const latitude = byId('latitude', HTMLInputElement);
	const longitude = byId('longitude', HTMLInputElement);
	byId('presets', HTMLElement).append(
		...PRESETS.map((preset) =>
			button(
				{},
				() => {
					latitude.value = String(preset.latitude);
					longitude.value = String(preset.longitude);
				},
				preset.name,
			),
		),
	);
	onSubmit(dialog, 'send', () => {
		const place = { latitude: latitude.valueAsNumber, longitude: longitude.valueAsNumber };
		void attempt(() => send({ type: 'LOCATION', ...place }));
	});
}

export function setUpNewCustomer(start: (userKey: string) => void): void {
	const input = byId('user-key', HTMLInputElement);
	const dialog = openedBy('new-customer', 'customer-dialog', () => {
		input.value = newUserKey();
		input.select();
	});
	onSubmit(dialog, 'start', () => {
		start(input.value);
	});
}

/** Sixteen digits, as Facebook's. */
function newUserKey(): string {
	const digits = Array.from(crypto.getRandomValues(new Uint8Array(13)), (byte) => byte % 10);
	return `100${digits.join('')}`;
}

function openedBy(buttonId: string, dialogId: string, prepare?: () => void): HTMLDialogElement {
	const dialog = byId(dialogId, HTMLDialogElement);
	byId(buttonId, HTMLButtonElement).addEventListener('click', () => {
		dialog.returnValue = '';
		dialog.showModal();
		prepare?.();
	});
	// No submit button, or Enter in a field would press it.
	dialog.querySelector('[data-close]')?.addEventListener('click', () => {
		dialog.close();
	});
	// A click next to the dialog hits the dialog itself.
	dialog.addEventListener('click', ({ target }) => {
		if (target === dialog) dialog.close();
	});
	return dialog;
}

/** A form checks its fields before it closes its dialog; the button pressed is the dialog's value. */
function onSubmit(dialog: HTMLDialogElement, value: string, submitted: () => void): void {
	dialog.addEventListener('close', () => {
		if (dialog.returnValue === value) submitted();
	});
}
