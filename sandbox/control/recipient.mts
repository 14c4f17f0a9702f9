import { receive } from '../facebook/receive.mts';
import type { ItemLayout } from '../facebook/receivedItem.mts';
import type { Page } from '../messenger/pages.mts';
import { receivePage } from '../messenger/receive.mts';
import { PAGE_LAYOUTS } from '../messenger/receivedItem.mts';
import type { PageLayout } from '../messenger/receivedItem.mts';
import { ApiError } from '../platform/apiError.mts';
import type { Via } from '../platform/conversations.mts';
import type { ReceivedMessage } from '../platform/receivedMessage.mts';
import type { World } from '../world.mts';
import { ControlError } from './controlError.mts';
import type { Addressed } from './customers.mts';

/** Whom a customer writes to: an Application or a page. */
export interface Recipient {
	via: Via;
	receive: (messages: ReceivedMessage[]) => Promise<void>;
}

/** @throws ControlError naming what is wrong */
export function findRecipient(
	world: World,
	{ applicationKey, pageId, layout }: Addressed,
): Recipient {
	if (applicationKey !== undefined && pageId === undefined) {
		if (layout !== undefined && isPageLayout(layout)) throw wrongLayout(layout);
		return application(world, applicationKey, layout);
	}
	if (pageId !== undefined && applicationKey === undefined) {
		if (layout !== undefined && !isPageLayout(layout)) throw wrongLayout(layout);
		return page(world, pageId, layout);
	}
	throw new ControlError(400, 'Either "applicationKey" or "pageId" must say who receives it');
}

/** @throws ControlError 404 */
export function findPage(world: World, id: string): Page {
	const found = world.pages.find(id);
	if (!found) throw new ControlError(404, `There is no page with the id "${id}"`);
	return found;
}

function page(world: World, pageId: string, layout: PageLayout | undefined): Recipient {
	const found = findPage(world, pageId);
	return {
		via: { api: 'messenger', pageId },
		receive: async (messages) => receivePage(world, found, messages, layout),
	};
}

function application(
	world: World,
	applicationKey: string,
	layout: ItemLayout | undefined,
): Recipient {
	try {
		const found = world.applications.get(applicationKey);
		return {
			via: { api: 'facebook', applicationKey },
			receive: async (messages) => receive(world, found, messages, layout),
		};
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		throw new ControlError(404, `There is no application with the key "${applicationKey}"`);
	}
}

function isPageLayout(layout: ItemLayout | PageLayout): layout is PageLayout {
	return PAGE_LAYOUTS.some((known) => known === layout);
}

function wrongLayout(layout: string): ControlError {
	return new ControlError(400, `The layout "${layout}" belongs to the other API`);
}
