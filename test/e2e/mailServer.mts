import type { AddressInfo } from 'node:net';

import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

export interface Mail {
	from: string;
	to: string[];
	subject: string;
	text: string;
}

export interface MailServer {
	port: number;
	/** Oldest first. */
	mails(): Mail[];
	/** Whether every recipient is refused from now on. */
	refuse(isRefusing: boolean): void;
	close(): Promise<void>;
}

/** Starts a mail server on loopback, without TLS and login, that keeps the mails it receives. */
export async function startMailServer(): Promise<MailServer> {
	const mails: Mail[] = [];
	let isRefusing = false;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['AUTH', 'STARTTLS'],
		onRcptTo: (_address, _session, done) => {
			done(isRefusing ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null);
		},
		onData: (stream, { envelope }, done) => {
			const { mailFrom, rcptTo } = envelope;
			stream
				.toArray()
				.then(async (chunks) => await PostalMime.parse(Buffer.concat(chunks as Buffer[])))
				.then(({ subject = '', text = '' }) => {
					const from = mailFrom === false ? '' : mailFrom.address;
					mails.push({ from, to: rcptTo.map(({ address }) => address), subject, text });
					done();
				}, done);
		},
	});
	const listener = server.listen(0, '127.0.0.1');
	await new Promise((listening) => listener.once('listening', listening));
	return {
		port: (listener.address() as AddressInfo).port,
		mails: () => [...mails],
		refuse: (should) => {
			isRefusing = should;
		},
		close: async () => {
			await new Promise<void>((closed) => {
				server.close(closed);
			});
		},
	};
}
