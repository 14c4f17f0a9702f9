/**
 * `gulp build`: clean, check the types, put all that runs into one script, then beside it what n8n
 * reads from files of its own: a script for each node and credential, icons, codex, output schemas.
 */
const { spawn } = require('node:child_process');
const { mkdir, readFile, readdir, rm, writeFile } = require('node:fs/promises');
const { basename, dirname, join, posix } = require('node:path');
const { Transform } = require('node:stream');
const esbuild = require('esbuild');
const { dest, parallel, series, src } = require('gulp');

const { engines, main, n8n } = require('./package.json');

const DIST = 'dist';

const clean = () => rm(DIST, { recursive: true, force: true });

const types = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc'), '--project', 'tsconfig.json'], {
		stdio: 'inherit',
	});

/**
 * One script, since finding and reading a file costs more than running what is in it. Names stay as
 * they are and lines short, so that a stack trace can be read.
 */
async function bundle() {
	const { metafile } = await esbuild.build({
		entryPoints: ['index.ts'],
		outfile: main,
		bundle: true,
		platform: 'node',
		target: `node${engines.node.replace('>=', '')}`,
		external: ['n8n-workflow'],
		minifySyntax: true,
		minifyWhitespace: true,
		lineLimit: 120,
		// n8n's scan allows none, and `marked` warns on the console.
		drop: ['console'],
		metafile: true,
	});
	await writeFile(join(DIST, 'licenses.txt'), await licensesOf(metafile));
}

/** Of the libraries in the script: they are under the MIT license, which asks for it. */
async function licensesOf({ inputs }) {
	const folders = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file));
	const libraries = [...new Set(folders.flatMap((folder) => folder ?? []))].sort();
	const texts = libraries.map(async (folder) => {
		const license = (await readdir(folder)).find((file) => /^licen[sc]e/i.test(file));
		return `${basename(folder)}\n\n${await readFile(join(folder, license), 'utf8')}`;
	});
	return (await Promise.all(texts)).join('\n\n');
}

/** n8n finds a class by a file of its name. */
const entries = () =>
	Promise.all(
		[...n8n.nodes, ...n8n.credentials].map(async (file) => {
			const [name] = basename(file).split('.');
			const script = posix.relative(posix.dirname(file), main);
			await mkdir(dirname(file), { recursive: true });
			await writeFile(file, `"use strict";\nexports.${name} = require("${script}").${name};\n`);
		}),
	);

/** Bytes as they are: gulp 5 would read an SVG as UTF-8 text otherwise. */
const read = (pattern, base) => src(pattern, { base, encoding: false });

const icons = () => read('icons/*.svg', '.').pipe(dest(DIST));

const json = (pattern) =>
	read(pattern, '.')
		.pipe(
			new Transform({
				objectMode: true,
				transform(file, _encoding, done) {
					file.contents = Buffer.from(JSON.stringify(JSON.parse(String(file.contents))));
					done(null, file);
				},
			}),
		)
		.pipe(dest(DIST));

const codex = () => json('nodes/**/*.node.json');

const schemas = () => json('nodes/**/__schema__/**/*.json');

/** The page of all fields, docs/fields.md, made of the built nodes. */
const fields = () => spawn(process.execPath, ['docs/fields/main.mts'], { stdio: 'inherit' });

exports.clean = clean;
exports.build = series(clean, parallel(types, bundle, entries, icons, codex, schemas));
exports.fields = series(exports.build, fields);
exports.default = exports.build;
