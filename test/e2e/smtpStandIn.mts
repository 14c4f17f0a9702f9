import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

export interface Mail {
	from: string;
	to: string[];
	subject: string;
	text: string;
}

export interface SmtpStandIn {
	port: number;
	/** Oldest first. */
	mails(): Mail[];
	/** From now on every recipient is refused, or no longer. */
	refuse(isRefusing: boolean): void;
	close(): Promise<void>;
}

/** Stands in for a mail server (SMTP, RFC 5321), without TLS and login: takes what comes and keeps it. */
export async function startSmtpStandIn(): Promise<SmtpStandIn> {
	const mails: Mail[] = [];
	const sockets = new Set<Socket>();
	let isRefusing = false;
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
		converse(
			socket,
			() => isRefusing,
			(mail) => mails.push(mail),
		);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	return {
		port: (server.address() as AddressInfo).port,
		mails: () => [...mails],
		refuse: (should) => {
			isRefusing = should;
		},
		close: async () => {
			for (const socket of sockets) socket.destroy();
			await new Promise((closed) => server.close(closed));
		},
	};
}

function converse(socket: Socket, isRefusing: () => boolean, keep: (mail: Mail) => void): void {
	let buffer = '';
	let isData = false;
	let envelope = { from: '', to: [] as string[] };
	const say = (line: string) => socket.write(`${line}\r\n`);

	const obey = (line: string): void => {
		const [, address = ''] = /<(.*)>/.exec(line) ?? [];
		switch (line.slice(0, 4).toUpperCase()) {
			case 'MAIL':
				envelope = { from: address, to: [] };
				return void say('250 OK');
			case 'RCPT':
				if (isRefusing()) return void say('550 No such mailbox here');
				envelope.to.push(address);
				return void say('250 OK');
			case 'DATA':
				isData = true;
				return void say('354 Go on');
			case 'QUIT':
				say('221 Bye');
				return void socket.end();
			default:
				// EHLO, HELO, RSET, NOOP; without extensions a client sends in plain text.
				return void say('250 OK');
		}
	};

	say('220 stand-in');
	socket.setEncoding('latin1').on('data', (chunk) => {
		buffer += String(chunk);
		for (;;) {
			const end = isData ? '\r\n.\r\n' : '\r\n';
			const at = buffer.indexOf(end);
			if (at < 0) return;
			const part = buffer.slice(0, at);
			buffer = buffer.slice(at + end.length);
			if (!isData) {
				obey(part);
				continue;
			}
			isData = false;
			keep({ ...envelope, ...parseMail(part) });
			say('250 Taken');
		}
	});
}

function parseMail(data: string): Pick<Mail, 'subject' | 'text'> {
	const at = data.indexOf('\r\n\r\n');
	const head = data.slice(0, at).replaceAll(/\r\n[ \t]+/g, ' ');
	const body = data.slice(at + 4).replaceAll(/^\.\./gm, '.');
	const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
	return { subject: header('Subject'), text: decoded(body, header('Content-Transfer-Encoding')) };
}

function decoded(body: string, encoding: string): string {
	switch (encoding.toLowerCase()) {
		case 'base64':
			return Buffer.from(body, 'base64').toString('utf8');
		case 'quoted-printable': {
			const bytes = body
				.replaceAll('=\r\n', '')
				.replaceAll(/=([0-9A-F]{2})/g, (_all, code: string) =>
					String.fromCharCode(Number.parseInt(code, 16)),
				);
			return Buffer.from(bytes, 'latin1').toString('utf8');
		}
		default:
			return Buffer.from(body, 'latin1').toString('utf8');
	}
}
