import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import type { Owner } from '../../infobip/owner';

/** Changes when a note can no longer be read by the code before it. */
const VERSION = 2;

/** What every note has besides its registration. */
export interface NoteHeader extends Owner {
	readonly version: number;
	/** See `accountTag`. What Infobip does not know is gone only if this account was asked. */
	readonly account: string;
	/** Where that account is, for whoever has to look there. */
	readonly baseUrl: string;
}

export type Note<R extends object> = R & NoteHeader;

const owners = new WeakMap<object, Owner>();

/** n8n copies the node each time it is asked for it, so it is asked once for each call. */
export function ownerOf(context: IHookFunctions | IWebhookFunctions): Owner {
	const owner = owners.get(context) ?? {
		instanceId: context.getInstanceId(),
		workflowId: context.getWorkflow().id ?? '',
		nodeId: context.getNode().id,
	};
	owners.set(context, owner);
	return owner;
}

/**
 * What a receiver has at Infobip, as the node keeps it in its static data. n8n gives the test listener
 * data of its own, so production and test never see each other's. A workflow that is copied, exported
 * or restored takes its static data along: only a note that this trigger wrote itself is read.
 */
export class RegistrationStore<R extends object> {
	private readonly member: string;

	private readonly required: ReadonlyArray<keyof R & string>;

	/**
	 * @param member where in the static data
	 * @param required the texts without which it is not a registration
	 */
	constructor(member: string, required: ReadonlyArray<keyof R & string>) {
		this.member = member;
		this.required = required;
	}

	/** The registration that is in force, if this trigger noted it. */
	read(context: IHookFunctions | IWebhookFunctions): Note<R> | undefined {
		const kept: unknown = context.getWorkflowStaticData('node')[this.member];
		return this.isOwn(kept, ownerOf(context)) ? kept : undefined;
	}

	/** What a workflow of the first edition noted, if its address is still this one. */
	readUnowned(context: IWebhookFunctions, url: string | undefined): R | undefined {
		const kept: unknown = context.getWorkflowStaticData('node')[this.member];
		const isFirstEdition = this.isComplete(kept) && !('version' in kept);
		return isFirstEdition && (kept as IDataObject).url === url ? kept : undefined;
	}

	/**
	 * Kept by reference: n8n saves what it holds when the hook has ended, also when it has thrown, so
	 * a step that was taken is written down however the next one ends.
	 */
	keep(context: IHookFunctions, registration: R, account: Pick<NoteHeader, 'account' | 'baseUrl'>) {
		const header: NoteHeader = { version: VERSION, ...ownerOf(context), ...account };
		context.getWorkflowStaticData('node')[this.member] = Object.assign(registration, header);
	}

	forget(context: IHookFunctions): void {
		delete context.getWorkflowStaticData('node')[this.member];
	}

	/** What could not be deleted when it was no longer in force. */
	readLeft(context: IHookFunctions): Array<Note<R>> {
		const kept: unknown = context.getWorkflowStaticData('node')[this.leftMember];
		const owner = ownerOf(context);
		return Array.isArray(kept) ? kept.filter((one) => this.isOwn(one, owner)) : [];
	}

	keepLeft(context: IHookFunctions, left: ReadonlyArray<Note<R>>): void {
		const staticData = context.getWorkflowStaticData('node');
		if (left.length > 0) staticData[this.leftMember] = left.map((one) => ({ ...one }));
		else if (staticData[this.leftMember] !== undefined) delete staticData[this.leftMember];
	}

	private get leftMember(): string {
		return `${this.member}LeftBehind`;
	}

	private isOwn(value: unknown, owner: Owner): value is Note<R> {
		if (!this.isComplete(value)) return false;
		const note = value as unknown as NoteHeader;
		return (
			note.version === VERSION &&
			typeof note.account === 'string' &&
			typeof note.baseUrl === 'string' &&
			note.instanceId === owner.instanceId &&
			note.workflowId === owner.workflowId &&
			note.nodeId === owner.nodeId
		);
	}

	private isComplete(value: unknown): value is R {
		return (
			typeof value === 'object' &&
			value !== null &&
			this.required.every((name) => typeof (value as IDataObject)[name] === 'string')
		);
	}
}
