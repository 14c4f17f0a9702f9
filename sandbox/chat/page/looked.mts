import type { Place } from '../view.mts';
import { element } from './element.mts';

/** Which conversation is looked at. */
export interface Looked {
	place?: Pick<Place, 'kind' | 'id'>;
	userKey?: string;
	/** Of the customer's phone; Messenger where it is missing. */
	channel?: string;
}

/** Someone to begin with, where nobody has written yet. */
export const DEFAULT_CUSTOMER = '1000000000000001';

/** From an address such as `/?page=ID&customer=KEY` or `/?application=KEY`. */
export function chosenIn(query: URLSearchParams): Looked {
	const [application, page] = [query.get('application'), query.get('page')];
	const [userKey, channel] = [query.get('customer'), query.get('channel')];
	return {
		...(application !== null && { place: { kind: 'application', id: application } }),
		...(page !== null && { place: { kind: 'page', id: page } }),
		...(userKey !== null && { userKey }),
		...(channel !== null && { channel }),
	};
}

export function addressOf({ place, userKey, channel }: Looked): URLSearchParams {
	return new URLSearchParams({
		...(place && { [place.kind]: place.id }),
		...(userKey !== undefined && { customer: userKey }),
		...(channel !== undefined && { channel }),
	});
}

const GROUPS = { page: 'Pages', application: 'Applications' } as const;

/** The list to choose from; it is left alone while it says the same. */
export function showPlaces(
	list: HTMLSelectElement,
	places: Place[],
	chosen: Place | undefined,
): void {
	const state = JSON.stringify([places.map(({ kind, id, name }) => [kind, id, name]), chosen?.id]);
	if (list.dataset['state'] === state) return;
	list.dataset['state'] = state;
	const groups = (['page', 'application'] as const).flatMap((kind) => {
		const options = places
			.filter((place) => place.kind === kind)
			.map(({ id, name }) => element('option', { value: id, selected: id === chosen?.id }, name));
		return options.length > 0 ? [element('optgroup', { label: GROUPS[kind] }, ...options)] : [];
	});
	list.replaceChildren(...groups);
	list.disabled = groups.length === 0;
	if (!chosen) list.selectedIndex = -1;
}
