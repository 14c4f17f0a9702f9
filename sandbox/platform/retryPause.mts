/**
 * Infobip's pause before the next try of a URL that did not answer 200, in minutes:
 * 1 + n × n, that is 1, 2, 5, 10, 17, … The formula is documented for Notify URLs and inferred for
 * forwards; that n starts at 0 is not established.
 */
export function retryPauseMinutes(retryNumber: number): number {
	return 1 + retryNumber * retryNumber;
}

/** When Infobip gives up is unknown. The first try and ten retries are the sandbox's own choice. */
export const MAX_TRIES = 11;
