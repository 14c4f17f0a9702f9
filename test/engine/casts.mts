/**
 * The casts the harness needs, in one place. n8n hands these values from one of its own internal
 * interfaces to another and casts in the same spots; none of them is checked, because what arrives is
 * what n8n itself made a line before.
 */
import type {
	ICredentialDataDecryptedObject,
	IHttpRequestOptions,
	INodeParameters,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import type { WebhookRequest } from './webhookRequest.mts';
import type { WebhookResponse } from './webhookResponse.mts';

/** Resolved parameter values of a credential's fields are again a credential's data. */
export const asCredentialData = (value: unknown) => value as ICredentialDataDecryptedObject;

/** A credential's data goes through the same functions that fill a node's parameters. */
export const asParameters = (value: ICredentialDataDecryptedObject) => value as INodeParameters;

/** The two shapes of request options differ only in what `authenticate` does not touch. */
export const asHttpRequestOptions = (value: IHttpRequestOptions | IRequestOptionsSimplified) =>
	value as IHttpRequestOptions;

/** Headers, query and body are plain objects at the time a generic `authenticate` adds to them. */
export const asRecord = (value: unknown) => (value ?? {}) as Record<string, unknown>;

/** Express types are not installed; n8n's nodes see the part of Express these two classes have. */
export const asExpress = (req: WebhookRequest, res: WebhookResponse) =>
	({ httpRequest: req, httpResponse: res }) as unknown as Pick<
		IWorkflowExecuteAdditionalData,
		'httpRequest' | 'httpResponse'
	>;
