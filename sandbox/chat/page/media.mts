import { element, icon } from './element.mts';
import { outerLink, webAddress } from './links.mts';

/** A picture; where it cannot be loaded, a link in its place says where it should be. */
export function picture(address: string, alternative: string): HTMLElement {
	const image = element('img', { src: address, alt: alternative, loading: 'lazy' });
	image.addEventListener('error', () => {
		image.replaceWith(missing('Picture', address));
	});
	return image;
}

/** A picture, a video, a sound or a file that was sent. */
export function media(
	kind: 'image' | 'video' | 'audio' | 'file',
	url: string | undefined,
): HTMLElement {
	const address = webAddress(url);
	if (address === undefined) {
		return element('p', { class: 'bubble' }, `A ${kind} without a web address: ${url ?? 'none'}`);
	}
	switch (kind) {
		case 'image':
			return outerLink(
				address,
				{ class: 'media', 'aria-label': 'Picture, opens in a new tab' },
				picture(address, 'Picture'),
			);
		case 'video':
		case 'audio':
			return player(kind, address);
		case 'file':
			return fileLink(address);
	}
}

function player(kind: 'video' | 'audio', address: string): HTMLElement {
	const made = element(kind, {
		src: address,
		controls: true,
		preload: 'metadata',
		class: 'media',
		'aria-label': kind === 'video' ? 'Video' : 'Audio',
	});
	made.addEventListener('error', () => {
		made.replaceWith(missing(kind === 'video' ? 'Video' : 'Audio', address));
	});
	return made;
}

function fileLink(address: string): HTMLElement {
	return outerLink(
		address,
		{ class: 'bubble file' },
		icon('file'),
		element('span', {}, fileName(address)),
	);
}

function missing(what: string, address: string): HTMLElement {
	const words = `${what} cannot be shown: ${fileName(address)}`;
	return element(
		'span',
		{ class: 'missing', title: address },
		icon(what === 'Picture' ? 'picture' : 'file'),
		words,
	);
}

function fileName(address: string): string {
	const { hostname, pathname } = new URL(address);
	return pathname.split('/').at(-1) || hostname;
}
