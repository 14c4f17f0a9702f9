/**
 * `gulp build`: clean, compile, then put beside the code what n8n reads from files: icons, codex
 * and output schemas.
 */
const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src } = require('gulp');

const DIST = 'dist';

const clean = () => rm(DIST, { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.json'], {
		stdio: 'inherit',
	});

/** Bytes as they are: gulp 5 would read an SVG as UTF-8 text otherwise. */
const copy = (pattern, base) => src(pattern, { base, encoding: false }).pipe(dest(DIST));

const icons = () => copy('icons/*.svg', '.');

const codex = () => copy('nodes/**/*.node.json', '.');

const schemas = () => copy('nodes/**/__schema__/**/*.json', '.');

/** The page of all fields, docs/fields.md, made of the built nodes. */
const fields = () => spawn(process.execPath, ['docs/fields/main.mts'], { stdio: 'inherit' });

exports.clean = clean;
exports.build = series(clean, compile, parallel(icons, codex, schemas));
exports.fields = series(exports.build, fields);
exports.default = exports.build;
