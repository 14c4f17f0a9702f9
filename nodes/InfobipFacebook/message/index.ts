import type { Resource } from '../operation';
import { getCustomerProfile } from './getCustomerProfile';
import { sendAndWait } from './sendAndWait';
import { sendButtons } from './sendButtons';
import { sendCarousel } from './sendCarousel';
import { sendCustomJson } from './sendCustomJson';
import { sendLocation } from './sendLocation';
import { sendAudio, sendFile, sendImage, sendVideo } from './sendMedia';
import { sendOptIn } from './sendOptIn';
import { sendOptInCarousel } from './sendOptInCarousel';
import { sendText } from './sendText';
import { sendTypingOrSeen } from './sendTypingOrSeen';

export const message: Resource = {
	option: { name: 'Message', value: 'message', description: 'What you send to a customer' },
	operations: [
		sendText,
		sendButtons,
		sendImage,
		sendFile,
		sendVideo,
		sendAudio,
		sendCarousel,
		sendLocation,
		sendAndWait,
		sendTypingOrSeen,
		sendOptIn,
		sendOptInCarousel,
		sendCustomJson,
		getCustomerProfile,
	],
};
