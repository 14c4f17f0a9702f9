/** docs/failover.md and the code have the same table of what fits where. */
import { CHANNEL_NAMES, FAILOVER_CHANNELS } from '../../infobip/message/failover.ts';
import { CONTENT_MARKS, type MappedContent, type Mark } from '../../infobip/messagesApi/mapping.ts';
import { readPage } from './pages.mts';

const rows = readPage('docs/failover.md')
	.content.split('\n')
	.filter((line) => line.startsWith('| '))
	.map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);

const CONTENTS: Record<MappedContent, string> = {
	text: 'Text',
	image: 'Image',
	video: 'Video',
	file: 'File',
	location: 'Location',
	postbackButton: 'Postback button',
	urlButton: 'URL button',
	callButton: 'Call button',
	carousel: 'Carousel',
	template: 'Template',
};
const SIGNS: Record<Mark, string> = { shown: '●', adapted: '◐', open: '○', refused: '–' };
const COLUMNS = ['MESSENGER', 'SMS', 'WHATSAPP', 'VIBER_BM', 'RCS'] as const;

describe('docs/failover.md', () => {
	it.each(Object.keys(CONTENTS) as MappedContent[])('has the marks of %s', (content) => {
		const marks = CONTENT_MARKS[content];
		const row = rows.find(
			([first, , third]) => third !== undefined && first?.split(', ').includes(CONTENTS[content]),
		);
		expect(row?.slice(1, 6)).toEqual(COLUMNS.map((channel) => SIGNS[marks[channel]]));
		const others = FAILOVER_CHANNELS.filter((one) => !COLUMNS.some((column) => column === one));
		const usual = row?.[6]?.split(',')[0];
		const exceptions = others
			.filter((channel) => SIGNS[marks[channel]] !== usual)
			.map((channel) => `, ${CHANNEL_NAMES[channel]} ${SIGNS[marks[channel]]}`);
		expect(row?.[6]).toBe(`${usual}${exceptions.join('')}`);
	});
});
