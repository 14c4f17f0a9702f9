/**
 * The lines of a changelog under `## <title>`, as in Keep a Changelog: with brackets or without, with
 * a date or without. `undefined` where there is no such section.
 */
export function changelogSection(changelog: string, title: string): string[] | undefined {
	const sections = changelog.split(/^## /m).slice(1);
	const found = sections.find((section) => {
		const [heading = ''] = section.split('\n', 1);
		return (/^\[?([^\]\s]+)/.exec(heading) ?? [])[1] === title;
	});
	return found
		?.split('\n')
		.slice(1)
		.filter((line) => line.trim() !== '');
}
