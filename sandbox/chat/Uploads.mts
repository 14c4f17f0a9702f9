import { randomUUID } from 'node:crypto';

export interface Upload {
	contentType: string;
	content: Buffer;
}

/** So many files stay in memory, each within the server's limit of a body. */
const KEPT = 20;

/** Files that a customer has sent from the chat page. The oldest make room for new ones. */
export class Uploads {
	readonly #files = new Map<string, Upload>();

	/** @returns the name it is served by */
	add(upload: Upload, extension: string): string {
		const name = `${randomUUID()}${extension}`;
		this.#files.set(name, upload);
		for (const oldest of [...this.#files.keys()].slice(0, -KEPT)) this.#files.delete(oldest);
		return name;
	}

	find(name: string): Upload | undefined {
		return this.#files.get(name);
	}
}
