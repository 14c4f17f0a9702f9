import './environment.mts';
import 'reflect-metadata';
import type { ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { BinaryDataService } from 'n8n-core';
import type { IBinaryData } from 'n8n-workflow';

const SIGNED_LINK = '/rest/binary-data/signed';

/** n8n-core's own container of services: npm may install a second one beside it. */
const { Container } = createRequire(
	createRequire(join(import.meta.dirname, 'here')).resolve('n8n-core'),
)('@n8n/di') as { Container: { get<T>(type: new (...parameters: never[]) => T): T } };

/** Files of workflows, kept on the file system, as n8n 2.40.7 keeps them unless it is told otherwise. */
export class BinaryFiles {
	readonly #service = Container.get(BinaryDataService);

	static async open(): Promise<BinaryFiles> {
		const files = new BinaryFiles();
		await files.#service.init();
		return files;
	}

	/** What a node before the one under test has in its item. */
	async store(bytes: Buffer, mimeType: string, fileName = 'file'): Promise<IBinaryData> {
		const location = { type: 'execution', workflowId: 'engine-test', executionId: '1' } as const;
		return await this.#service.store(location, bytes, { data: '', mimeType, fileName });
	}

	/** The bytes of a file that a node outputs. */
	async read(file: IBinaryData): Promise<Buffer> {
		return await this.#service.getAsBuffer(file);
	}

	/**
	 * n8n's public endpoint for signed links (`dist/controllers/binary-data.controller.js`, `getSigned`).
	 * False if the path is another one.
	 */
	async serve(method: string, path: string, res: ServerResponse): Promise<boolean> {
		const { pathname, searchParams } = new URL(path, 'http://n8n');
		if (pathname !== SIGNED_LINK) return false;
		try {
			const id = this.#service.validateSignedToken(searchParams.get('token') ?? '');
			const { fileSize, mimeType } = await this.#service.getMetadata(id);
			res.writeHead(200, { 'content-type': mimeType, 'content-length': fileSize });
			if (method === 'HEAD') res.end();
			else (await this.#service.getAsStream(id)).pipe(res);
		} catch (error) {
			res.writeHead(400).end(error instanceof Error ? error.message : '');
		}
		return true;
	}
}
