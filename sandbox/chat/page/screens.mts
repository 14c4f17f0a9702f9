import { byId } from './element.mts';

export type Screen = 'contacts' | 'chat' | 'calls';

const SCREENS: readonly Screen[] = ['contacts', 'chat', 'calls'];

/** Where there is no room for three columns, one is shown; where there is, this changes nothing. */
export function showScreen(screen: Screen): void {
	document.body.dataset['screen'] = screen;
}

export function setUpScreens(): void {
	for (const opener of Array.from(document.querySelectorAll<HTMLElement>('[data-show]'))) {
		opener.addEventListener('click', () => {
			const screen = SCREENS.find((one) => one === opener.dataset['show']) ?? 'chat';
			showScreen(screen);
			focusOn(screen);
		});
	}
	document.addEventListener('keydown', ({ key }) => {
		const isDialogOpen = document.querySelector('dialog[open]') !== null;
		if (key !== 'Escape' || isDialogOpen || document.body.dataset['screen'] === 'chat') return;
		showScreen('chat');
		focusOn('chat');
	});
}

/** So that the keyboard goes on where the eye is. */
function focusOn(screen: Screen): void {
	if (screen === 'chat') byId('text', HTMLTextAreaElement).focus();
	else document.querySelector<HTMLElement>(`.${screen} button, .${screen} select`)?.focus();
}
