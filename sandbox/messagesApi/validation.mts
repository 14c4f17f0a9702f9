import type { JsonObject } from '../exactJson.mts';
import { problemsOf } from '../platform/schema.mts';
import type { Problem } from '../platform/schema.mts';
import { notCarried } from './adaptation.mts';
import { requestSchema } from './request.mts';
import type { MessagesRequest, RequestedChain } from './request.mts';

export interface Findings {
	/** The body; undefined if it has violations. */
	request: MessagesRequest | undefined;
	violations: Problem[];
	/** What the platform passes over: unknown members (documented by example), what a channel lacks (guess). */
	skippable: Problem[];
}

const MIN_VALIDITY_SECONDS = 10;
const SECONDS_IN: Record<string, number> = { SECONDS: 1, MINUTES: 60, HOURS: 3600 };

export function validate(body: unknown): Findings {
	const problems = problemsOf(requestSchema, body);
	const violations = problems.filter(({ isUnknownMember }) => !isUnknownMember).map(told);
	const skippable = problems
		.filter(({ isUnknownMember }) => isUnknownMember)
		.map(({ property }) => ({ property, violation: 'Unknown property' }));
	if (violations.length > 0) return { request: undefined, violations, skippable };
	const request = body as MessagesRequest;
	const rules = new Rules(request);
	return {
		request: rules.violations.length > 0 ? undefined : request,
		violations: rules.violations,
		skippable: [...skippable, ...rules.skippable],
	};
}

const told = ({ property, violation }: Problem): Problem => ({ property, violation });

/** What Infobip's descriptions demand and no schema can say; the words are our own. */
class Rules {
	readonly violations: Problem[] = [];
	readonly skippable: Problem[] = [];

	constructor({ messages }: MessagesRequest) {
		// That an empty request is refused is a guess.
		this.#demand(messages.length > 0, 'messages', 'must not be empty');
		messages.forEach((message, index) => {
			this.#message(message, `messages[${index}]`);
		});
	}

	#message(message: RequestedChain, path: string): void {
		const { channel, sender, failover = [], options } = message;
		this.#demand(message.destinations.length > 0, `${path}.destinations`, 'must not be empty');
		this.#demand(sender !== '', `${path}.sender`, 'must not be blank');
		this.#validity(options?.validityPeriod, `${path}.options.validityPeriod`);
		const channels = [channel, ...failover.map((step) => step.channel)];
		failover.forEach((step, index) => {
			const at = `${path}.failover[${index}]`;
			this.#demand(
				channels.indexOf(step.channel) === index + 1,
				`${at}.channel`,
				`${step.channel} must not be used twice`,
			);
			this.#demand(step.sender !== '', `${at}.sender`, 'must not be blank');
			this.#validity(step.validityPeriod, `${at}.validityPeriod`);
		});
		message.destinations.forEach((destination, index) => {
			const at = `${path}.destinations[${index}]`;
			if (!('byChannel' in destination)) {
				this.#demand(failover.length === 0, `${at}.byChannel`, 'must not be null');
				this.#demand(destination.to !== '', `${at}.to`, 'must not be blank');
				return;
			}
			const given = destination.byChannel.map((one) => one.channel);
			this.#demand(
				new Set(given).size === given.length,
				`${at}.byChannel`,
				'must not contain a channel twice',
			);
			for (const one of channels.filter((wanted) => !given.includes(wanted))) {
				this.#demand(false, `${at}.byChannel`, `must contain ${one}`);
			}
			destination.byChannel.forEach(({ to }, place) => {
				this.#demand(to !== '', `${at}.byChannel[${place}].to`, 'must not be blank');
			});
		});
		this.#adaptation(message, path);
	}

	/** Adapted as well as possible, or an error (documented); that validate names it is a guess. */
	#adaptation({ channel, content, failover = [], options, ...rest }: RequestedChain, path: string) {
		const found = options?.adaptationMode === false ? this.violations : this.skippable;
		const own = 'template' in rest ? undefined : (content as JsonObject | undefined);
		const look = (step: typeof channel, given: JsonObject | undefined, at: string) => {
			for (const member of given ? notCarried(step, given) : []) {
				found.push({ property: `${at}.content.${member}`, violation: `not supported by ${step}` });
			}
		};
		look(channel, own, path);
		failover.forEach((step, index) => {
			const given =
				'template' in step ? undefined : ((step.content as JsonObject | undefined) ?? own);
			look(step.channel, given, `${path}.failover[${index}]`);
		});
	}

	#validity(period: { amount: number; timeUnit?: string } | undefined, path: string): void {
		if (!period) return;
		const seconds = period.amount * (SECONDS_IN[period.timeUnit ?? 'MINUTES'] ?? 60);
		this.#demand(
			seconds >= MIN_VALIDITY_SECONDS,
			path,
			`must be at least ${MIN_VALIDITY_SECONDS} seconds`,
		);
	}

	#demand(isMet: boolean, property: string, violation: string): void {
		if (!isMet) this.violations.push({ property, violation });
	}
}
