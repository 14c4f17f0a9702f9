import type { ShownMessage } from '../../platform/shownMessage.mts';
import { element, icon } from './element.mts';
import { outerLink, webAddress } from './links.mts';

/** A drawn map with a pin: a true one would need the internet. */
export function locationCard({ latitude, longitude, text, url }: ShownMessage): HTMLElement {
	const place =
		latitude === undefined || longitude === undefined
			? 'Location'
			: `${coordinate(latitude, 'N', 'S')}, ${coordinate(longitude, 'E', 'W')}`;
	const words = element(
		'div',
		{ class: 'words' },
		element('strong', {}, text ?? 'Location'),
		element('span', {}, place),
	);
	const map = element('div', { class: 'map' }, icon('pin'));
	const address = webAddress(url) ?? mapAddress(latitude, longitude);
	return address === undefined
		? element('div', { class: 'card place' }, map, words)
		: outerLink(address, { class: 'card place' }, map, words);
}

function coordinate(value: number, positive: string, negative: string): string {
	return `${Math.abs(value).toFixed(4)}° ${value < 0 ? negative : positive}`;
}

function mapAddress(
	latitude: number | undefined,
	longitude: number | undefined,
): string | undefined {
	if (latitude === undefined || longitude === undefined) return undefined;
	return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=14/${latitude}/${longitude}`;
}
