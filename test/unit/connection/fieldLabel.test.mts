import '../../../nodes/InfobipFacebook/InfobipFacebook.node.ts';
import '../../../nodes/InfobipFacebookTrigger/InfobipFacebookTrigger.node.ts';
import { labelOf } from '../../../nodes/connection/fieldLabel.ts';

describe('labelOf', () => {
	it.each([
		[['to'], "'To'"],
		[['text'], "'Text'"],
		[['url'], "'URL'"],
		[['appId'], "'App ID'"],
		[['appSecret'], "'App Secret'"],
		[['pageAccessToken'], "'Page Access Token'"],
		[['forwardUrl'], "'Forward URL'"],
		[['callbackData'], "'Callback Data'"],
		[['validityPeriod'], "'Validity Period'"],
		[['buttons'], "'Buttons'"],
		[['buttons', 0], 'Button 1'],
		[['buttons', 1, 'title'], "'Title' of button 2"],
		[['buttons', 2, 'payload'], "'Payload' of button 3"],
		[['cards', 0, 'title'], "'Title' of card 1"],
		[['cards', 1, 'buttons', 0, 'title'], "'Title' of button 1 of card 2"],
		[['quickReplies', 2, 'payload'], "'Payload' of quick reply 3"],
		[['somethingNew'], "'somethingNew'"],
	])('of %j is %s', (field, label) => {
		expect(labelOf(field)).toBe(label);
	});

	it.each([
		['infobipFacebook', { resource: 'action', operation: 'get' }, 'Configuration'],
		['infobipFacebookTool', { resource: 'action', operation: 'get' }, 'Configuration'],
		['infobipFacebookTrigger', {}, 'Existing Configuration'],
	])('of configurationKey is, in the form of %s with %j, %s', (name, parameters, label) => {
		const node = { type: `n8n-nodes-infobip-facebook.${name}`, parameters };
		expect(labelOf(['configurationKey'], node)).toBe(`'${label}'`);
	});

	it.each([
		[{ resource: 'message', operation: 'sendImage' }, 'Image URL'],
		[{ resource: 'message', operation: 'sendFile' }, 'File URL'],
		[{ resource: 'setup', operation: 'validateMessage', messageType: 'sendVideo' }, 'Video URL'],
	])('of url is, with %j, %s', (parameters, label) => {
		const node = { type: 'n8n-nodes-infobip-facebook.infobipFacebook', parameters };
		expect(labelOf(['url'], node)).toBe(`'${label}'`);
	});

	it.each([[[]], [[0]]])('of %j is still a subject for the sentence', (field) => {
		expect(labelOf(field)).toBe('The input');
	});
});
