import { STATUS_CODES } from 'node:http';

import type { Transfer } from './faults.mts';

const LINE = '\r\n';

/** An answer byte by byte as it goes over the line, the connection ending behind it. */
export function transferred(status: number, body: string, transfer: Transfer): string {
	const length = Buffer.byteLength(body);
	const head = (...headers: string[]): string =>
		[
			`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
			'Content-Type: application/json',
			'Connection: close',
			...headers,
			LINE,
		].join(LINE);
	switch (transfer) {
		case 'cutChunk':
			return `${head('Transfer-Encoding: chunked')}${(length + 100).toString(16)}${LINE}${body}`;
		case 'lengthTooLong':
			return `${head(`Content-Length: ${length + 100}`)}${body}`;
		case 'lengthTooShort':
			return `${head(`Content-Length: ${Math.floor(length / 2)}`)}${body}`;
		case 'notGzip':
			return `${head('Content-Encoding: gzip', `Content-Length: ${length}`)}${body}`;
		case 'interim':
			return `${interim(102)}${interim(103)}${head(`Content-Length: ${length}`)}${body}`;
		case 'interimOnly':
			return interim(102);
		case 'notHttp':
			return `\u0015\u0003\u0001 ${body}`;
	}
}

function interim(status: number): string {
	return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}${LINE}${LINE}`;
}
