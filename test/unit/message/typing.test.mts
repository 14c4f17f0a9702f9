import { typingSeconds } from '../../../infobip/message/typing.ts';

it.each([
	[1, 1],
	[15, 1],
	[75, 5],
	[150, 10],
	[2000, 10],
])('a text of %i characters takes %i seconds', (length, seconds) => {
	expect(typingSeconds({ type: 'text', text: 'x'.repeat(length) })).toBe(seconds);
});

it('a picture takes as long as a short text', () => {
	expect(typingSeconds({ type: 'image', url: 'https://example.com/mug.png' })).toBe(1);
});
