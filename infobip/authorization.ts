/** What an Infobip account is entered with. */
export type Login =
	| { readonly kind: 'basic'; readonly username: string; readonly password: string }
	| { readonly kind: 'apiKey'; readonly apiKey: string };

/**
 * The `Authorization` header of a login: `Basic <base64 of user:password>` or `App <key>`, the two
 * forms that Infobip documents for its whole platform.
 */
export function authorization(login: Login): string {
	switch (login.kind) {
		case 'basic':
			return `Basic ${Buffer.from(`${login.username}:${login.password}`, 'utf8').toString('base64')}`;
		case 'apiKey':
			return `App ${login.apiKey}`;
	}
}
