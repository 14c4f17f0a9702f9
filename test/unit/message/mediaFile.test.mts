import { checkMediaFile } from '../../../infobip/message/mediaFile.ts';
import type { MediaType } from '../../../infobip/message/message.ts';

const MB = 1024 * 1024;

const problem = (type: MediaType, contentType: string, bytes: number | undefined = 1) =>
	checkMediaFile(['binaryField'], type, { contentType, bytes })[0]?.problem;

it.each([
	['image', 'image/png', 8 * MB],
	['image', 'image/jpeg', 1],
	['image', 'IMAGE/GIF', 1],
	['image', 'image/webp', undefined],
	['video', 'video/mp4', 25 * MB],
	['audio', 'audio/mpeg', 25 * MB],
	['file', 'application/pdf', 25 * MB],
	['file', '', 1],
] as Array<[MediaType, string, number | undefined]>)(
	'lets pass: %s %s %s',
	(type, contentType, bytes) => {
		expect(problem(type, contentType, bytes)).toBeUndefined();
	},
);

it.each([
	['image', 'image/png', 8 * MB + 1, /file of 8\.1 MB, and the limit is 8 MB/],
	['video', 'video/mp4', 30 * MB, /file of 30 MB, and the limit is 25 MB/],
	['file', 'application/pdf', 25 * MB + 1, /25\.1 MB, and the limit is 25 MB/],
	['audio', 'audio/mpeg', 0, /is an empty file/],
	[
		'image',
		'application/x-msdownload',
		1,
		/type application\/x-msdownload, but has to be an image.*Send File/,
	],
	['image', 'image/svg+xml', 1, /type image\/svg\+xml/],
	['video', '', 1, /type unknown, but has to be a video/],
	['audio', 'video/mp4', 1, /has to be a sound/],
] as Array<[MediaType, string, number, RegExp]>)(
	'refuses: %s %s %s',
	(type, contentType, bytes, said) => {
		expect(problem(type, contentType, bytes)).toMatch(said);
	},
);
