import type { Resource } from '../operation';
import { getCustomerProfile } from './getCustomerProfile';
import { sendAndWait } from './sendAndWait';
import { sendAudio } from './sendAudio';
import { sendButtons } from './sendButtons';
import { sendCarousel } from './sendCarousel';
import { sendCustomJson } from './sendCustomJson';
import { sendFile } from './sendFile';
import { sendImage } from './sendImage';
import { sendLocation } from './sendLocation';
import { sendOptIn } from './sendOptIn';
import { sendOptInCarousel } from './sendOptInCarousel';
import { sendText } from './sendText';
import { sendTypingOrSeen } from './sendTypingOrSeen';
import { sendVideo } from './sendVideo';

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
