import type { Resource } from '../operation';
import { sendAudio } from './sendAudio';
import { sendButtons } from './sendButtons';
import { sendCustomJson } from './sendCustomJson';
import { sendFile } from './sendFile';
import { sendImage } from './sendImage';
import { sendText } from './sendText';
import { sendVideo } from './sendVideo';

export const message: Resource = {
	option: { name: 'Message', value: 'message', description: 'What you send to a person' },
	operations: [sendText, sendAudio, sendButtons, sendCustomJson, sendFile, sendImage, sendVideo],
};
