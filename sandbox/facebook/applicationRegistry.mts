import {
	actionNotFound,
	applicationNotFound,
	configurationNotFound,
} from '../platform/apiError.mts';
import { newKey } from '../platform/keys.mts';

/** What a customer hands to Infobip when creating or updating an Application. */
export interface FacebookApp {
	accessToken: string;
	/** Facebook's app id, digit by digit: it may not fit a double. */
	id: bigint;
	secret: string;
}

export interface Action {
	key: string;
	type: 'HTTP_FORWARD' | 'PULL';
	/** Present for `HTTP_FORWARD`. */
	forwardUrl?: string;
	callbackData?: string;
}

export interface Configuration {
	key: string;
	actions: Action[];
}

export interface Application {
	key: string;
	app: FacebookApp;
	configurations: Configuration[];
}

/** The Applications of the account, with their Configurations and Actions. */
export class ApplicationRegistry {
	readonly #applications = new Map<string, Application>();

	/** The same Facebook app twice gives two Applications: no refusal is known. */
	create(app: FacebookApp, key = newKey()): Application {
		const application: Application = { key, app, configurations: [] };
		this.#applications.set(key, application);
		return application;
	}

	all(): Application[] {
		return [...this.#applications.values()];
	}

	/** @throws ApiError 404 */
	get(key: string): Application {
		const application = this.#applications.get(key);
		if (!application) throw applicationNotFound();
		return application;
	}

	/** @throws ApiError 404 */
	remove(key: string): Application {
		const application = this.get(key);
		this.#applications.delete(key);
		return application;
	}

	clear(): void {
		this.#applications.clear();
	}
}

/** @throws ApiError 404 */
export function configurationOf(application: Application, key: string): Configuration {
	const configuration = application.configurations.find((candidate) => candidate.key === key);
	if (!configuration) throw configurationNotFound();
	return configuration;
}

/** @throws ApiError 404 */
export function removeConfiguration(application: Application, key: string): Configuration {
	const configuration = configurationOf(application, key);
	application.configurations.splice(application.configurations.indexOf(configuration), 1);
	return configuration;
}

/** @throws ApiError 404 */
export function removeAction(configuration: Configuration, key: string): Action {
	const action = configuration.actions.find((candidate) => candidate.key === key);
	if (!action) throw actionNotFound();
	configuration.actions.splice(configuration.actions.indexOf(action), 1);
	return action;
}

/** Infobip reads name and picture from Facebook (documented); here they follow from the app id. */
export function appName(id: bigint): string {
	const shops = ['Book shop', 'Flower shop', 'Bicycle shop', 'Tea house', 'Shoe shop', 'Toy shop'];
	return `${shops[Number(id % BigInt(shops.length))] ?? 'Shop'} ${String(id).slice(-4)}`;
}
