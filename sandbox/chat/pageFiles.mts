import { readFile, readdir } from 'node:fs/promises';
import { extname, join } from 'node:path';

export interface PageFile {
	contentType: string;
	content: string | Buffer;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.mts': 'text/javascript; charset=utf-8',
	'.svg': 'image/svg+xml',
	'.png': 'image/png',
	'.jpg': 'image/jpeg',
	'.webm': 'video/webm',
	'.wav': 'audio/wav',
	'.pdf': 'application/pdf',
};

/** The files of one folder, each read when it is first asked for. No other path leads anywhere. */
export class PageFiles {
	readonly #folder: string;
	readonly #files = new Map<string, Promise<PageFile>>();

	constructor(folder: string) {
		this.#folder = folder;
	}

	async find(name: string): Promise<PageFile | undefined> {
		const read = this.#files.get(name);
		if (read) return await read;
		const names = await readdir(this.#folder);
		if (!names.includes(name)) return undefined;
		const reading = readPageFile(join(this.#folder, name));
		this.#files.set(name, reading);
		return await reading;
	}
}

async function readPageFile(path: string): Promise<PageFile> {
	const extension = extname(path);
	const contentType = CONTENT_TYPES[extension] ?? 'application/octet-stream';
	const content = await readFile(path);
	return {
		contentType,
		content: extension === '.mts' ? await asJavaScript(content.toString('utf8')) : content,
	};
}

/** A browser reads no types. The compiler is loaded only when a page is opened. */
async function asJavaScript(source: string): Promise<string> {
	const { default: typescript } = await import('typescript');
	const { ModuleKind, ScriptTarget } = typescript;
	const compilerOptions = {
		module: ModuleKind.ESNext,
		target: ScriptTarget.ES2023,
		verbatimModuleSyntax: true,
	};
	return typescript.transpileModule(source, { compilerOptions }).outputText;
}
