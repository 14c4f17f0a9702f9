import { byId } from './element.mts';

const MOST_LINES_PX = 160;

/**
 * Enter sends, Shift and Enter begin a new line.
 *
 * @param send returns whether it was sent; what was not, comes back into the field
 */
export function setUpComposer(
	text: HTMLTextAreaElement,
	send: (written: string) => Promise<boolean>,
): void {
	const form = byId('composer', HTMLFormElement);
	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const written = text.value.trim();
		if (written === '') return;
		text.value = '';
		fit(text);
		text.focus();
		void send(written).then((isSent) => {
			if (isSent || text.value !== '') return;
			text.value = written;
			fit(text);
		});
	});
	text.addEventListener('keydown', (event) => {
		// With an input method, Enter first chooses a character.
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		form.requestSubmit();
	});
	text.addEventListener('input', () => {
		fit(text);
	});
}

/** As high as what is written. */
function fit(text: HTMLTextAreaElement): void {
	text.style.height = 'auto';
	text.style.height = `${Math.min(text.scrollHeight, MOST_LINES_PX)}px`;
}
