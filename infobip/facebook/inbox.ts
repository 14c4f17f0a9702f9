import type { PullSource } from '../inbound/pull';

/** Inferred from Push and SMS. The whole account has one inbox. */
export const facebookInbox: PullSource = {
	task: 'pull the received messages',
	path: '/facebook/1/inbox/reports',
};

/** A guess after the reports of Infobip's other channels. */
export const facebookReports: PullSource = {
	task: 'pull the delivery reports',
	path: '/facebook/1/reports',
};
