import type { IDataObject } from 'n8n-workflow';

/**
 * What a way has at Infobip, as the node keeps it in its static data. n8n gives the test listener
 * data of its own, so production and test never see each other's.
 */
export class RegistrationStore<T extends object> {
	private readonly member: string;

	private readonly required: ReadonlyArray<keyof T & string>;

	/**
	 * @param member where in the static data
	 * @param required the texts without which it is none
	 */
	constructor(member: string, required: ReadonlyArray<keyof T & string>) {
		this.member = member;
		this.required = required;
	}

	read(staticData: IDataObject): T | undefined {
		const kept: unknown = staticData[this.member];
		return this.isComplete(kept) ? kept : undefined;
	}

	/**
	 * Kept by reference: n8n saves what it holds when the hook has ended, also when it has thrown, so
	 * a step that was taken is written down however the next one ends.
	 */
	keep(staticData: IDataObject, registration: T): void {
		staticData[this.member] = registration;
	}

	forget(staticData: IDataObject): void {
		delete staticData[this.member];
	}

	private isComplete(value: unknown): value is T {
		return (
			typeof value === 'object' &&
			value !== null &&
			this.required.every((name) => typeof (value as IDataObject)[name] === 'string')
		);
	}
}
