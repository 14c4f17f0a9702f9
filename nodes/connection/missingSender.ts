import { NodeOperationError, type INode } from 'n8n-workflow';

export function noApplicationKey(node: INode): NodeOperationError {
	return new NodeOperationError(
		node,
		"No application is chosen: neither 'Application' in this node nor 'Application Key' in the credential 'Infobip Facebook API' has a value",
		{
			description:
				'Choose an application in the node, or put the key of the one you use most into the credential. Nothing was sent.',
		},
	);
}

export function noPageId(node: INode): NodeOperationError {
	return new NodeOperationError(
		node,
		"No Page is chosen: neither 'Page ID' in this node nor 'Page ID' in the credential 'Infobip Facebook API' has a value",
		{
			description:
				'Enter the ID of the Page in the node, or put the one you use most into the credential. Nothing was sent.',
		},
	);
}
