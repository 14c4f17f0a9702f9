import { changelogSection } from './changelog.mts';
import { compatibilityFindings } from './compatibility.mts';

const CHANGELOG = `# Changelog

## [Unreleased]

## [1.2.0] - 2026-01-01

### Added

- One thing.

## 1.1.0

- Another.
`;

it('finds the section of a version, with a date and without', () => {
	expect(changelogSection(CHANGELOG, '1.2.0')).toEqual(['### Added', '- One thing.']);
	expect(changelogSection(CHANGELOG, '1.1.0')).toEqual(['- Another.']);
});

it('tells an empty section from none', () => {
	expect(changelogSection(CHANGELOG, 'Unreleased')).toEqual([]);
	expect(changelogSection(CHANGELOG, '1.1')).toBeUndefined();
});

it('finds what only the README or only hosts/ has', () => {
	const readme =
		'## Compatibility\n\n| 2.0.0 | n8n-workflow 2.1.0 | all |\n| 1.0.0 | n8n-workflow 1.1.0 | all |\n\n## Next\n';
	const tested = [
		{ host: 'two', n8n: '2.0.0', n8nWorkflow: '2.1.0' },
		{ host: 'three', n8n: '3.0.0', n8nWorkflow: '3.1.0' },
	];
	expect(compatibilityFindings(readme, tested)).toEqual([
		'The README claims n8n 1.0.0 with 1.1.0, and no folder of hosts/ has it',
		"hosts/ has n8n 3.0.0 with 3.1.0, and the README's table does not name it",
	]);
	expect(compatibilityFindings(readme.replace(/\| 1.*\n/, ''), tested.slice(0, 1))).toEqual([]);
});
