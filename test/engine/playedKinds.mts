import type { PlayedContent } from '../../sandbox/server.mts';

export const FILE_URL = 'https://example.com/files/mug.png';

/** What customers write that every layout has a name for: our type of it, what is played, and what the item has. */
export const PLAYED_KINDS: ReadonlyArray<[type: string, message: PlayedContent, content: object]> =
	[
		['text', { type: 'TEXT', text: 'Grüße 👋' }, { text: 'Grüße 👋' }],
		['image', { type: 'IMAGE', url: FILE_URL }, { url: FILE_URL }],
		['video', { type: 'VIDEO', url: FILE_URL }, { url: FILE_URL }],
		['audio', { type: 'AUDIO', url: FILE_URL }, { url: FILE_URL }],
		['file', { type: 'FILE', url: FILE_URL }, { url: FILE_URL }],
		[
			'location',
			{ type: 'LOCATION', latitude: 45.81, longitude: 15.98 },
			{ latitude: 45.81, longitude: 15.98 },
		],
		[
			'postback',
			{ type: 'POSTBACK', title: 'Track', payload: 'TRACK:1' },
			{ text: 'Track', payload: 'TRACK:1' },
		],
		[
			'quickReply',
			{ type: 'TEXT', text: 'Yes', quickReply: { payload: 'YES' } },
			{ text: 'Yes', payload: 'YES' },
		],
		['link', { type: 'URL', url: FILE_URL }, { url: FILE_URL }],
		['location', { type: 'LOCATION_URL', url: FILE_URL }, { url: FILE_URL }],
		[
			'link',
			{ type: 'FALLBACK', url: FILE_URL, title: 'A page' },
			{ url: FILE_URL, text: 'A page' },
		],
	];
