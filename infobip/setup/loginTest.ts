import type { Transport } from '../call/client';
import { probeApi, type Api, type Probe } from './apiProbe';

/**
 * Tests a login against both APIs: either is enough. Returns undefined if it works, else one sentence
 * each on what happened, which field it is about and what to do.
 *
 * @param first the API that the account is used with, which saves the other call if it accepts
 */
export async function testLogin(transport: Transport, first: Api): Promise<string | undefined> {
	const probe = await probeApi(transport, first);
	if (probe.state === 'accepts') return undefined;
	const other = await probeApi(transport, first === 'facebook' ? 'messenger' : 'facebook');
	const probes = [probe, other];
	const has = (...states: Array<Probe['state']>): boolean =>
		probes.some(({ state }) => states.includes(state));
	if (has('accepts')) return undefined;
	// An empty list alone could come from any server; together with an error of Infobip's it is Infobip's.
	if (has('mayAccept') && has('forbids', 'absent', 'busy', 'fails')) return undefined;
	if (has('refuses')) return REFUSED;
	if (has('forbids')) return FORBIDDEN;
	if (has('busy')) return BUSY;
	const notInfobip = probes.find(
		({ state }) => state === 'foreign' || state === 'unreached' || state === 'mayAccept',
	);
	if (notInfobip !== undefined) return notInfobip.problem;
	return has('fails') ? FAILED : ABSENT;
}

const REFUSED =
	"Infobip refused the credentials (401). Check 'Username' and 'Password', or 'API Key', and that 'Base URL' is the one of your own account.";
const FORBIDDEN =
	'Infobip knows the login, but it may use neither the Facebook API nor the Messenger API (403). Give the user or the API key the right to use Facebook Messenger in the Infobip portal.';
const BUSY = 'Infobip asks for fewer requests (429). Wait a minute and test again.';
const FAILED = 'Infobip had an internal error. Test again in a minute.';
const ABSENT =
	"Infobip found neither the Facebook API nor the Messenger API at this address (404). Check that 'Base URL' is the one of your own account.";
