import type { GrowthStep } from './growth.mts';

interface Panel {
	readonly title: string;
	readonly value: (step: GrowthStep) => number;
}

const PANELS: readonly Panel[] = [
	{ title: 'time, s', value: ({ seconds }) => seconds },
	{ title: 'requests', value: ({ requests }) => requests },
	{ title: 'peak memory, MB', value: ({ megabytes }) => megabytes },
];

const WIDTH = 280;
const HEIGHT = 250;
const LEFT = 48;
const RIGHT = 16;
const TOP = 34;
const BOTTOM = 44;

/** Colours for a light page, and others for a dark one. */
const STYLE = `
	text { font: 12px system-ui, sans-serif; fill: #333 }
	.title { font-weight: 600 }
	.grid { stroke: #999; stroke-opacity: .35 }
	.line { fill: none; stroke: #0b6bcb; stroke-width: 2 }
	.point { fill: #0b6bcb }
	@media (prefers-color-scheme: dark) {
		text { fill: #ddd }
		.line { stroke: #6cb6ff }
		.point { fill: #6cb6ff }
	}
`;

/** The growth as three plots side by side, both axes logarithmic: a straight line is proportional growth. */
export function growthPlot(steps: readonly GrowthStep[]): string {
	const panels = PANELS.map((panel, index) => drawPanel(panel, steps, index * WIDTH));
	const width = WIDTH * PANELS.length;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}" role="img" aria-label="Time, requests and peak memory by number of messages, on logarithmic axes">`,
		`<style>${STYLE}</style>`,
		...panels,
		'</svg>',
		'',
	].join('\n');
}

function drawPanel({ title, value }: Panel, steps: readonly GrowthStep[], offset: number): string {
	const across = axis(steps.map(({ messages }) => messages));
	const up = axis(steps.map(value));
	const x = (messages: number) => round(LEFT + across.share(messages) * (WIDTH - LEFT - RIGHT));
	const y = (amount: number) => round(HEIGHT - BOTTOM - up.share(amount) * (HEIGHT - TOP - BOTTOM));
	const points = steps.map((step) => [x(step.messages), y(value(step))] as const);
	return [
		`<g transform="translate(${offset} 0)">`,
		`<text class="title" x="${LEFT}" y="18">${title}</text>`,
		...up.decades.flatMap((amount) => [
			`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(amount)}" y2="${y(amount)}"/>`,
			`<text x="${LEFT - 6}" y="${y(amount) + 4}" text-anchor="end">${short(amount)}</text>`,
		]),
		...across.decades.flatMap((messages) => [
			`<line class="grid" x1="${x(messages)}" x2="${x(messages)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}"/>`,
			`<text x="${x(messages)}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle">${short(messages)}</text>`,
		]),
		`<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${HEIGHT - 8}" text-anchor="middle">messages</text>`,
		`<polyline class="line" points="${points.map((point) => point.join(',')).join(' ')}"/>`,
		...points.map(([cx, cy]) => `<circle class="point" cx="${cx}" cy="${cy}" r="3.5"/>`),
		'</g>',
	].join('\n');
}

/** From the power of ten below the least value to the one above the greatest. */
function axis(values: readonly number[]) {
	const from = Math.floor(Math.log10(Math.min(...values)));
	const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(...values))));
	return {
		share: (value: number) => (Math.log10(value) - from) / (to - from),
		decades: Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index)),
	};
}

function short(value: number): string {
	return value >= 1000 ? `${value / 1000}k` : String(Number(value.toPrecision(1)));
}

function round(value: number): number {
	return Math.round(value * 10) / 10;
}
