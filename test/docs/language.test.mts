/**
 * Words that made this project read like a translation, or that name something by an old label, stay
 * out of every text file: labels, errors, comments, guides, examples and the chat page.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './pages.mts';

interface Rule {
	pattern: RegExp;
	why: string;
	/** Where it holds; everywhere unless this is set. */
	within?: RegExp;
}

/** What a user of the nodes reads. */
const SHIPPED = /^(nodes|credentials|infobip)\//;
/** What others read first: shipped code, guides, examples and the chat page. */
const READ =
	/^(nodes|credentials|infobip|docs|examples|demo|sandbox\/chat\/page)\/|^sandbox\/README|^[A-Z]+\.md/;

const RULES: Rule[] = [
	{ pattern: /Repeat Uncertain/, why: 'the option is called Resend If Outcome Unknown' },
	{ pattern: /Pass On Rejected/, why: 'the option is called Return Rejected Messages' },
	{ pattern: /Hand Over By/, why: 'the field is called Delivery Method' },
	{ pattern: /(?<!Identify )Recipient By/, why: 'the field is called Identify Recipient By' },
	{ pattern: /Parallel Sends/, why: 'the option is called Max Concurrent Requests' },
	{ pattern: /Facebook Secrets From|infobipFacebookAppApi/, why: 'there is one credential' },
	{ pattern: /Stands? beside/i, why: 'on a screen, things are shown next to others' },
	{ pattern: /unless they name another/, why: 'a node overrides the credential' },
	{ pattern: /takes a request not now/, why: 'a service is temporarily unavailable' },
	{ pattern: /trouble is on the side/i, why: 'Infobip had an internal error' },
	{ pattern: /Correct what Infobip names/, why: 'a user fixes a field' },
	{ pattern: /stands on the button/i, why: 'a button has a label' },
	{ pattern: /typing away/i, why: 'the typing indicator is hidden' },
	{ pattern: /everything is as it has to be/, why: 'a configuration is checked' },
	{ pattern: /Tell Infobip a Facebook app/, why: 'an app is registered' },
	{ pattern: /hand(s|ed) (it |them )?out\b/, why: 'an API returns records' },
	{ pattern: /tak(es|en) away\b/, why: 'software deletes or removes' },
	{ pattern: /\btells? (all )?of\b/i, why: 'a text explains, a report reports' },
	{ pattern: /Under which number/, why: 'nobody asks like this' },
	{ pattern: /note them as a CRM/, why: 'contacts are saved' },
	{ pattern: /trouble-shooting/i, why: 'spelled troubleshooting' },
	{ pattern: /user name\b/i, why: 'spelled username' },
	{ pattern: /fail-over/i, why: 'spelled failover' },
	{ pattern: /\bfor instance\b/i, why: 'for example, so that an instance is one of n8n' },
	{ pattern: /\b[Ss]tands\b(?! in for)/, why: 'things are, mean or are shown' },
	{ pattern: /\bwhom\b/, why: 'who, or the recipient' },
	{ pattern: /\bof which\b/, why: 'whose, or a second sentence' },
	{ pattern: /\b(undefined|true|false|throws|empty) where\b/i, why: 'where is for places: if' },
	{ pattern: /, for (it|they|nobody|no one|there|its actions) /, why: 'because' },
	{ pattern: /\bbeside\b/, why: 'next to, or besides', within: READ },
	{ pattern: /\b(some|any|every)body\b/i, why: 'someone, anyone, everyone', within: READ },
	{ pattern: /\bgo(es)? on with\b/, why: 'a workflow continues', within: READ },
	{
		pattern: /\b(be|is|was) told\b/,
		why: 'software gets, receives or is called with',
		within: READ,
	},
	{ pattern: /\ball the same\b/, why: 'anyway', within: READ },
	{ pattern: /\bmeans? it so\b/, why: 'intended', within: READ },
	{ pattern: /\bof yours\b/, why: 'your', within: READ },
	{ pattern: /cannot be found out/, why: 'is not known', within: READ },
	{
		pattern: /\bis no (phone|proof|evidence|event|failure|absolute|UUID)\b/,
		why: 'is not a …',
		within: SHIPPED,
	},
	{ pattern: /'[^']*\bthe person\b/, why: 'the customer, or the recipient', within: SHIPPED },
	{ pattern: /'is no (key|URL|date|number|list)\b/, why: 'is not a valid …', within: SHIPPED },
];

/** What was published is history, this file has the words, and the rest is not written by hand. */
const EXEMPT = /^(CHANGELOG\.md|LICENSE|test\/docs\/language\.test\.mts)$|lock\.json$|\.(png|ico)$/;

const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
	.split('\0')
	// Git lists what has just been deleted, too.
	.filter((path) => path !== '' && !EXEMPT.test(path) && existsSync(join(ROOT, path)));

it('reads the text files of the repository', () => {
	expect(files.length).toBeGreaterThan(300);
});

it('uses none of these words', () => {
	const found = files.flatMap((path) => {
		const rules = RULES.filter(({ within }) => within?.test(path) ?? true);
		return readFileSync(join(ROOT, path), 'utf8')
			.split('\n')
			.flatMap((line, index) =>
				rules
					.filter(({ pattern }) => pattern.test(line))
					.map(({ pattern, why }) => `${path}:${index + 1} ${String(pattern)}: ${why}`),
			);
	});
	expect(found).toEqual([]);
});
