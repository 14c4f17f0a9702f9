/** The part of n8n's scanner that is used here; the package brings no types. */
declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	import type { Linter } from 'eslint';

	/** What n8n lints in the source checkout of a published package. */
	export const SOURCE_FILE_PATTERNS: string[];

	/** n8n's rules for published packages. */
	export function buildScanConfig(): Promise<Linter.Config[]>;

	/** The scanner's verdict: errors count, warnings do not, and no file at all is no error. */
	export function analyzePackage(
		directory: string,
		patterns?: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
}
