/** What a file has to be so that Messenger takes it. */
import type { FieldPath, Violation } from '../errors';
import type { MediaType } from './message';

export interface MediaFile {
	/** Such as `image/png`. */
	readonly contentType: string;
	/** Undefined if it is not known. */
	readonly bytes: number | undefined;
}

const MEGABYTE = 1024 * 1024;

/** Meta, saving assets. Whether its MB are 1,000,000 or 1,048,576 bytes is not documented. */
export const MEGABYTES: Readonly<Record<MediaType, number>> = {
	image: 8,
	video: 25,
	audio: 25,
	file: 25,
};

/** Inferred: Meta names formats in examples only, so only the kind of the file is checked. */
const CONTENT_TYPES: Readonly<Record<Exclude<MediaType, 'file'>, RegExp>> = {
	image: /^image\/(?!svg|heic|heif|tiff)/i,
	video: /^video\//i,
	audio: /^audio\//i,
};

const NAMES: Readonly<Record<MediaType, string>> = {
	image: 'an image, such as PNG or JPEG',
	video: 'a video, such as MP4',
	audio: 'a sound, such as MP3',
	file: 'a file',
};

export function checkMediaFile(field: FieldPath, type: MediaType, file: MediaFile): Violation[] {
	const { contentType, bytes } = file;
	if (bytes === 0) return [{ field, problem: 'is an empty file' }];
	const limit = MEGABYTES[type];
	if (bytes !== undefined && bytes > limit * MEGABYTE) {
		const problem = `is a file of ${megabytes(bytes)} MB, and the limit is ${limit} MB`;
		return [{ field, problem }];
	}
	if (type === 'file' || CONTENT_TYPES[type].test(contentType)) return [];
	const problem = `is a file of type ${contentType || 'unknown'}, but has to be ${NAMES[type]}. For other files use the operation Send File`;
	return [{ field, problem }];
}

/** With a digit more if it would look like the limit otherwise. */
function megabytes(bytes: number): string {
	return String(Math.ceil((bytes / MEGABYTE) * 10) / 10);
}
