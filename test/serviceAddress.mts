/**
 * Where a service is: what the variable says, else the usual address.
 *
 * @throws Error with an example, where the variable holds no address.
 */
export function serviceAddress(variable: string, usual: string): URL {
	const url = URL.parse(process.env[variable] ?? usual);
	if (url !== null && url.hostname !== '') return url;
	throw new Error(`${variable} is not an address such as ${usual}`);
}
