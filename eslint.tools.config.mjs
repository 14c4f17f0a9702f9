// The rules for what does not ship: sandbox, demo and tests. They need files, timers and servers,
// which n8n's rules (eslint.config.mjs) rightly forbid in a node, so they get TypeScript's own.
import js from '@eslint/js';
import { globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default tseslint.config(
	globalIgnores(['dist', '.cache', '**/*.js', '**/*.cjs', '**/*.mjs']),
	{
		files: ['**/*.mts'],
		extends: [js.configs.recommended, tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: { project: './tsconfig.tools.json', tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true },
			],
			'@typescript-eslint/no-non-null-assertion': 'off',
			'@typescript-eslint/require-await': 'off',
		},
	},
);
