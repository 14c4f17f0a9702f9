/** The control API refuses a request, with a sentence for whoever sent it. */
export class ControlError extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.name = 'ControlError';
		this.status = status;
	}
}
