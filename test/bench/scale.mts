/** How much is measured. */
export interface Scale {
	/** Messages through a real n8n. */
	readonly messages: number;
	/** Messages of the measure of the node's own cost. */
	readonly ownCost: number;
	/** Calls in one repetition of the inbound measure. */
	readonly inboundCalls: number;
	/** Executions that wait in one repetition; at most 100, which n8n lists at once. */
	readonly resumptions: number;
	/** Of everything that is repeated. */
	readonly repetitions: number;
	/** Fresh processes that load the node. */
	readonly loads: number;
	/** Messages of each step of the growth. */
	readonly growth: readonly number[];
}

export const FULL: Scale = {
	messages: 1000,
	ownCost: 10_000,
	inboundCalls: 200,
	resumptions: 100,
	repetitions: 3,
	loads: 15,
	growth: [100, 1000, 10_000, 100_000],
};

/** The same measures in under two minutes; too few repetitions to be quoted. */
export const QUICK: Scale = {
	messages: 300,
	ownCost: 2000,
	inboundCalls: 100,
	resumptions: 20,
	repetitions: 1,
	loads: 3,
	growth: [100, 1000],
};
